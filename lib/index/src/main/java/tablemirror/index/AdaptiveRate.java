package tablemirror.index;

import java.time.Duration;

/**
 * The rate a worker may have, learned from what OpenSearch answers. Pure arithmetic: immutable, without a clock, every
 * moment is an argument (nanoseconds of a clock that never goes back). It computes the limit and enforces nothing.
 *
 * <p>Throttled at some rate, it halves, and aims a little lower than where it was throttled. From there it follows one
 * curve (that of TCP CUBIC, <a href="https://www.rfc-editor.org/rfc/rfc9438">RFC 9438</a>, but flatter): quickly back to
 * nearly the aim, slowly past it, and when nothing is refused there, ever faster up to the configured rate. Halving and
 * rising along a straight line would use three quarters of the capacity; this stays close to it most of the time.
 *
 * @param configured operations per second, never exceeded
 * @param perSecond the rate now
 * @param aim the rate the curve is flat around
 * @param phase how far along the curve: 0 just halved, 1 at the aim, about 2 at the configured rate
 * @param halvedNanos when it was halved
 * @param risenNanos when it was told of a success last
 */
record AdaptiveRate(double configured, double perSecond, double aim, double phase, long halvedNanos, long risenNanos) {
    /** The lowest rate, as a part of the configured one: two decimal orders are what an ailing cluster loses. */
    static final double FLOOR = 0.01;
    /** With less than one operation a second a worker would learn too late that OpenSearch is well again. */
    static final double LEAST_PER_SECOND = 1;
    /** Capacity is judged over a second, and so is the effect of a halving: what is refused before is the same burst. */
    static final Duration COOLDOWN = Duration.ofSeconds(1);

    /** Workers that meet the same capacity must each give way a little, or they all stay where they are refused. */
    private static final double AIM = 0.9;
    /** From the halved rate to the aim. Half of the way up again takes an eighth of it: half a second. */
    private static final double SECONDS_TO_AIM = 4;
    /** The same for workers with few requests: one refusal in this many and some more stays well below one in ten. */
    private static final double SUCCESSES_TO_AIM = 15;
    /** Odd, so that one formula falls below the aim and rises above it; 3 is CUBIC's, 5 stays nearer to the aim. */
    private static final int FLATNESS = 5;

    static AdaptiveRate of(double configured) {
        return new AdaptiveRate(configured, configured, configured, 0, 0, 0);
    }

    /** The same under another configured rate: what was learned of OpenSearch still holds below it. */
    AdaptiveRate configured(double now) {
        return isReduced() && perSecond < now
                ? new AdaptiveRate(now, perSecond, Math.min(aim, now), phase, halvedNanos, risenNanos)
                : new AdaptiveRate(now, now, now, 0, halvedNanos, risenNanos);
    }

    /** OpenSearch asked for less, of a request or of some of its operations. */
    AdaptiveRate throttled(long nowNanos) {
        if (isReduced() && nowNanos - halvedNanos < COOLDOWN.toNanos()) {
            return this;
        }
        // Under a rate that was raised meanwhile the floor may lie above.
        double halved = Math.min(perSecond, atLeastFloor(perSecond / 2));
        return new AdaptiveRate(configured, halved, atLeastFloor(perSecond * AIM), 0, nowNanos, nowNanos);
    }

    /**
     * A request was taken whole.
     *
     * @param limited whether it had to wait for this rate: one that is not used up proves nothing about a higher one
     */
    AdaptiveRate succeeded(long nowNanos, boolean limited) {
        if (!limited || !isReduced()) {
            return new AdaptiveRate(configured, perSecond, aim, phase, halvedNanos, nowNanos);
        }
        double seconds = (nowNanos - risenNanos) / 1e9;
        double next = phase + Math.min(seconds / SECONDS_TO_AIM, 1 / SUCCESSES_TO_AIM);
        // Above the aim the step is the same for all: small shares catch up with large ones.
        double height = next < 1 ? aim : configured;
        double risen = aim + height / 2 * Math.pow(next - 1, FLATNESS);
        return new AdaptiveRate(configured, Math.clamp(risen, perSecond, configured), aim, next, halvedNanos, nowNanos);
    }

    private boolean isReduced() {
        return perSecond < configured;
    }

    private double atLeastFloor(double rate) {
        return Math.max(rate, Math.min(configured, Math.max(configured * FLOOR, LEAST_PER_SECOND)));
    }
}
