package tablemirror.function;

import java.time.Duration;

/**
 * The moment at which an invocation's work must be over. Measured in elapsed time, so a clock that is set back neither
 * prolongs nor ends it. Immutable and safe to share between threads.
 */
public final class Deadline {
    private final Ticker ticker;
    private final long atNanos;

    private Deadline(Ticker ticker, long atNanos) {
        this.ticker = ticker;
        this.atNanos = atNanos;
    }

    public static Deadline in(Duration time, Ticker ticker) {
        return new Deadline(ticker, ticker.nanoTime() + time.toNanos());
    }

    /** Time left; zero once it has passed, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.nanoTime()));
    }

    public boolean hasPassed() {
        return remaining().isZero();
    }

    /** True when {@code time} fits before it. */
    public boolean allows(Duration time) {
        return remaining().compareTo(time) > 0;
    }

    /** The same deadline, this much sooner: what a step must leave for the steps after it. */
    public Deadline sooner(Duration margin) {
        return new Deadline(ticker, atNanos - margin.toNanos());
    }

    /** The same deadline, or this much from now if that is sooner. */
    public Deadline atMost(Duration time) {
        return new Deadline(ticker, Math.min(atNanos, ticker.nanoTime() + time.toNanos()));
    }

    public Ticker ticker() {
        return ticker;
    }
}
