package tablemirror.local;

import tablemirror.function.Ticker;

/** What a server can take: a bucket that fills at a rate and holds what a second brings. Safe to share between threads. */
final class Capacity {
    private final double perSecond;
    private final Ticker ticker;
    private double left;
    private long atNanos;

    Capacity(double perSecond, Ticker ticker) {
        this.perSecond = perSecond;
        this.ticker = ticker;
        this.left = perSecond;
        this.atNanos = ticker.nanoTime();
    }

    /** Takes room for so many operations, or nothing when there is not enough for all. */
    synchronized boolean take(int operations) {
        long nowNanos = ticker.nanoTime();
        left = Math.min(perSecond, left + (nowNanos - atNanos) / 1e9 * perSecond);
        atNanos = nowNanos;
        if (left < operations) {
            return false;
        }
        left -= operations;
        return true;
    }
}
