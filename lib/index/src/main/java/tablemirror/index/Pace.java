package tablemirror.index;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Ticker;

/**
 * One worker's share of the configured rate of operations, lowered while OpenSearch throttles. It says how long to wait
 * before sending and never waits itself; whoever was told to wait keeps that time even when the rate changes meanwhile.
 * Averaged over a second the rate is kept by bulks of up to {@link #affordable()} operations; a larger one is sent whole
 * and makes the next wait. Thread-safe. Nothing in it runs before its first use, so a snapshot can hold it.
 *
 * <p>Feedback is one call a request: {@link #throttled()} when the request or any of its operations was throttled,
 * {@link #succeeded()} when OpenSearch took it, rejected documents included; after {@code Unavailable} neither.
 */
public final class Pace {
    /** Far below what the largest number of workers makes of one operation a second. */
    static final double LEAST_PER_SECOND = 0.0001;
    /** Ten times the highest rate that can be configured. */
    static final double MOST_PER_SECOND = 1_000_000;

    private final int workers;
    private final Ticker ticker;
    private double sharePerSecond;
    private AdaptiveRate rate;
    private @Nullable Limiter limiter;
    /** Whether the last reservation had to wait, so that the rate is what holds this worker back. */
    private boolean limited;

    private Pace(double sharePerSecond, int workers, Ticker ticker) {
        this.sharePerSecond = sharePerSecond;
        this.workers = workers;
        this.ticker = ticker;
        this.rate = AdaptiveRate.of(sharePerSecond);
    }

    /**
     * The pace of one of so many workers.
     *
     * @param ratePerSecond operations per second of all workers together
     * @throws IllegalArgumentException when a share cannot be kept
     */
    public static Pace share(double ratePerSecond, int workers, Ticker ticker) {
        if (workers < 1) {
            throw new IllegalArgumentException(
                    "workers is %d, must be at least 1; set MaxConcurrency to how many may work at once"
                            .formatted(workers));
        }
        return new Pace(share(ratePerSecond, workers), workers, ticker);
    }

    private static double share(double ratePerSecond, int workers) {
        double share = ratePerSecond / workers;
        // Written so that NaN is refused as well.
        if (!(share >= LEAST_PER_SECOND && share <= MOST_PER_SECOND)) {
            throw new IllegalArgumentException(
                    ("%s operations per second are %s for each of %d workers, must be %s..%s for each; change"
                                    + " IndexRatePerSecond or MaxConcurrency")
                            .formatted(ratePerSecond, share, workers, LEAST_PER_SECOND, MOST_PER_SECOND));
        }
        return share;
    }

    /**
     * From now on all workers together have this rate. What is owed for operations already sent is paid at the
     * higher of the old and the new rate; while OpenSearch has it slowed down, a higher rate is only how far it may rise.
     *
     * @throws IllegalArgumentException when a share cannot be kept
     */
    public synchronized void configure(double ratePerSecond) {
        double share = share(ratePerSecond, workers);
        if (share == sharePerSecond) {
            return;
        }
        sharePerSecond = share;
        rate = rate.configured(share);
        if (limiter != null) {
            limiter = limiter.at(share);
            limiter.change(rate.perSecond() / share);
        }
    }

    /**
     * How long to wait before sending so many operations; the caller waits, and then sends them. Empty, with nothing
     * reserved, when that is longer than {@code patience}. A reservation cannot be given back.
     *
     * @throws IllegalArgumentException when there is nothing to send
     */
    public synchronized Optional<Duration> reserve(int operations, Duration patience) {
        if (operations < 1) {
            throw new IllegalArgumentException(
                    "operations is %d, must be at least 1; reserve only what is sent".formatted(operations));
        }
        Optional<Duration> wait = limiter().reserve(operations, patience);
        wait.ifPresent(time -> limited = !time.isZero());
        return wait;
    }

    /** OpenSearch asked for less. Repeated within a second it counts once. */
    public synchronized void throttled() {
        become(rate.throttled(limiter().elapsedNanos()));
    }

    /** OpenSearch took a request, so the rate may rise if the request had to wait for it. */
    public synchronized void succeeded() {
        become(rate.succeeded(limiter().elapsedNanos(), limited));
    }

    /** Operations per second permitted now, for the log and the metric. */
    public synchronized double currentPerSecond() {
        return rate.perSecond();
    }

    /**
     * The most operations a bulk may have for the rate to be kept over a second, at least one. Half of that while
     * OpenSearch has it slowed down: a refused bulk is paid for all the same, at a rate just halved, so a full one would
     * silence the worker for two seconds; and a rate rises with requests that succeed, of which small bulks make more.
     */
    public synchronized int affordable() {
        double seconds = rate.perSecond() < sharePerSecond ? 0.5 : 1;
        return Math.max(1, (int) (rate.perSecond() * seconds));
    }

    private void become(AdaptiveRate next) {
        if (next.perSecond() != rate.perSecond()) {
            limiter().change(next.perSecond() / sharePerSecond);
        }
        rate = next;
    }

    private Limiter limiter() {
        Limiter made = limiter;
        if (made == null) {
            made = new Limiter(sharePerSecond, ticker);
            limiter = made;
        }
        return made;
    }
}
