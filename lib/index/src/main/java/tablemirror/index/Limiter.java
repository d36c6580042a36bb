package tablemirror.index;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import tablemirror.function.Ticker;

/**
 * Enforces a rate: says how long to wait, never waits. resilience4j's limiter fills up to a whole limit at the start of
 * every period, so the periods are short; its limit is a whole number, so it counts fractions of operations; its debt is
 * an int, so debts are bounded; its clock must not go back, so it gets one that does not. Not thread-safe.
 */
final class Limiter {
    /** A twentieth of a second: what an idle period leaves over adds at most 5 % to any second. */
    private static final double PERIOD_SECONDS = 0.05;
    /** Below one operation a second a period is this part of an operation's time, and an operation costs no more. */
    private static final double PERIODS_PER_OPERATION = 20;
    /** What the full rate permits in a period: fine enough for a rate of a hundredth in steps of a hundredth. */
    private static final int PERMITS = 10_000;
    /** 107,374 periods at the full rate, so an hour or 5,368 operations. A greater debt is cut to this. */
    private static final int MOST_DEBT = 1 << 30;

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final double fullPerSecond;
    private final Ticker ticker;
    private final double permitsPerOperation;
    private final RateLimiter limiter;
    private long seenNanos;
    private long elapsedNanos;
    /** Less than one permit that is owed besides. */
    private double fraction;

    Limiter(double fullPerSecond, Ticker ticker) {
        this(fullPerSecond, ticker, 0);
    }

    private Limiter(double fullPerSecond, Ticker ticker, long elapsedNanos) {
        double periodSeconds = Math.max(PERIOD_SECONDS, 1 / (fullPerSecond * PERIODS_PER_OPERATION));
        this.fullPerSecond = fullPerSecond;
        this.ticker = ticker;
        this.permitsPerOperation = PERMITS / (fullPerSecond * periodSeconds);
        this.seenNanos = ticker.nanoTime();
        this.elapsedNanos = elapsedNanos;
        this.limiter = RateLimiter.of(
                "pace",
                RateLimiterConfig.custom()
                        .limitForPeriod(PERMITS)
                        .limitRefreshPeriod(Duration.ofNanos(Math.round(periodSeconds * 1e9)))
                        .build(),
                this::elapsedNanos);
    }

    /** Time since it was made. A clock that is set back (a restored snapshot) loses no more than the time it repeats. */
    long elapsedNanos() {
        long now = ticker.nanoTime();
        elapsedNanos += Math.max(0, now - seenNanos);
        seenNanos = now;
        return elapsedNanos;
    }

    /**
     * The time until all earlier reservations are paid off and these operations may go, or empty and nothing is reserved
     * when that is longer than {@code patience}. They are paid for afterwards, by whoever reserves next: so a bulk larger
     * than a second's worth gets through, and the time its request takes is not lost.
     */
    Optional<Duration> reserve(int operations, Duration patience) {
        limiter.changeTimeoutDuration(bounded(patience));
        long waitNanos = limiter.reservePermission(1);
        if (waitNanos < 0) {
            return Optional.empty();
        }
        double owed = operations * permitsPerOperation - 1 + fraction; // one is reserved already
        long permits = (long) Math.floor(owed);
        fraction = owed - permits;
        owe(permits);
        return Optional.of(Duration.ofNanos(waitNanos));
    }

    /** The fraction of the full rate that holds from now on. What this period has already permitted stays permitted. */
    void change(double fractionOfFull) {
        // The limiter credits the time since its last use at the new limit, unless it is used now.
        limiter.reservePermission(0);
        limiter.changeLimitForPeriod(Math.max(1, (int) Math.round(PERMITS * fractionOfFull)));
    }

    /**
     * One of another full rate in its place, on the same clock. What is owed is paid at the higher of the two rates: it was
     * permitted at the one, and a rate lowered a hundredfold must not silence a worker for a hundred times as long.
     */
    Limiter at(double otherFullPerSecond) {
        // Uses the limiter, so that what it permitted until now is counted.
        limiter.reservePermission(0);
        double owed = -limiter.getMetrics().getAvailablePermissions() / permitsPerOperation;
        Limiter other = new Limiter(otherFullPerSecond, ticker, elapsedNanos());
        double permits =
                Math.max(0, owed) * other.permitsPerOperation * Math.min(1, otherFullPerSecond / fullPerSecond);
        other.owe((long) permits);
        return other;
    }

    private static Duration bounded(Duration patience) {
        if (patience.isNegative()) {
            return Duration.ZERO;
        }
        return patience.compareTo(FOR_EVER) < 0 ? patience : FOR_EVER;
    }

    private void owe(long permits) {
        long room = (long) limiter.getMetrics().getAvailablePermissions() + MOST_DEBT;
        limiter.changeTimeoutDuration(FOR_EVER);
        limiter.reservePermission((int) Math.min(permits, Math.max(0, room)));
    }
}
