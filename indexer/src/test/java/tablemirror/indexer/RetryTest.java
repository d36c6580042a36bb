package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tablemirror.index.Outcome;

class RetryTest {
    private static final Duration RETENTION = Duration.ofDays(14);
    private static final int MAX_RECEIVE_COUNT = 1000;

    @ParameterizedTest
    @MethodSource("failures")
    void noFailureAsLongAsTheRetentionUsesUpTheReceives(Outcome.NotYet failure) {
        Random random = new Random(3);
        Duration hidden = Duration.ZERO;
        for (int receive = 1; receive <= MAX_RECEIVE_COUNT; receive++) {
            hidden = hidden.plus(Retry.after(failure, receive, random));
        }
        assertTrue(hidden.compareTo(RETENTION) > 0, "only " + hidden);
    }

    static Stream<Outcome.NotYet> failures() {
        return Stream.of(new Outcome.Unavailable("away"), new Outcome.Throttled("busy"));
    }

    @Test
    void aBusyOpenSearchIsAskedAgainWithinAMinute() {
        Duration longest = Retry.after(new Outcome.Throttled("busy"), 100, new Random(3));
        assertTrue(longest.compareTo(Duration.ofMinutes(1)) <= 0, "after " + longest);
    }
}
