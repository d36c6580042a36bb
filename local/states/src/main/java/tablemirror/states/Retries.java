package tablemirror.states;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tablemirror.states.ErrorHandling.Retrier;

/** Counts the retries of one visit of a state, for each of its retriers apart. Not safe to share between threads. */
final class Retries {
    private final ErrorHandling handling;
    private final RandomGenerator random;
    private final Map<Retrier, Integer> used = new HashMap<>();

    Retries(ErrorHandling handling, RandomGenerator random) {
        this.handling = handling;
        this.random = random;
    }

    /** How long to wait before the next attempt; empty when there is to be none. The first retrier that fits decides. */
    Optional<Duration> after(StatesError error) {
        for (Retrier retrier : handling.retriers()) {
            if (error.matches(retrier.errors())) {
                int before = used.merge(retrier, 1, Integer::sum) - 1;
                return before < retrier.maxAttempts() ? Optional.of(retrier.wait(before, random)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
