package tablemirror.function;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled each time up to a cap, then a random point between half of that and
 * the whole, so that workers that failed together do not come back together. It only computes; waiting is the caller's.
 */
public record Backoff(Duration first, Duration cap) {
    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff from %s to %s: first must be above 0 and at most the cap".formatted(first, cap));
        }
    }

    /** The wait after this many failed attempts (1 = the first has failed). */
    public Duration after(int failedAttempts, RandomGenerator random) {
        int doublings = Math.clamp(failedAttempts - 1L, 0, 30);
        double whole = Math.min((double) cap.toNanos(), first.toNanos() * (double) (1L << doublings));
        return Duration.ofNanos((long) (whole * (0.5 + random.nextDouble() / 2)));
    }
}
