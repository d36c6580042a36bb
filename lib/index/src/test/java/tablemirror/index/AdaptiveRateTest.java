package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
    private static final long SECOND = 1_000_000_000;
    private static final AdaptiveRate FULL = AdaptiveRate.of(1000);

    @Test
    void itHalvesWhenThrottled() {
        assertEquals(500, FULL.throttled(0).perSecond());
        assertEquals(250, FULL.throttled(0).throttled(SECOND).perSecond());
    }

    @Test
    void aBurstOfRefusalsHalvesOnce() {
        AdaptiveRate halved = FULL.throttled(7);
        assertSame(halved, halved.throttled(7 + SECOND - 1));
        assertEquals(250, halved.throttled(7 + SECOND).perSecond());
    }

    @Test
    void theFirstRefusalHalvesHoweverEarly() {
        assertEquals(500, FULL.throttled(-SECOND).perSecond());
    }

    @Test
    void itNeverFallsBelowTheFloor() {
        record Case(double configured, double floor) {}
        for (Case given : new Case[] {new Case(1000, 10), new Case(100, 1), new Case(5, 1), new Case(0.5, 0.5)}) {
            AdaptiveRate rate = AdaptiveRate.of(given.configured());
            for (int i = 0; i < 20; i++) {
                rate = rate.throttled(i * SECOND);
            }
            assertEquals(given.floor(), rate.perSecond(), given::toString);
        }
    }

    @Test
    void beingThrottledNeverRaisesItAlsoUnderAHigherRate() {
        AdaptiveRate rate = AdaptiveRate.of(100);
        for (int i = 0; i < 20; i++) {
            rate = rate.throttled(i * SECOND);
        }
        assertEquals(1, rate.configured(1000).throttled(20 * SECOND).perSecond());
    }

    @Test
    void aFloorBelowWhichNothingFitsStillRises() {
        AdaptiveRate rate = FULL;
        for (int i = 0; i < 20; i++) {
            rate = rate.throttled(i * SECOND);
        }
        assertEquals(1000, after(rate, 20 * SECOND, SECOND / 10, 10).perSecond());
    }

    @Test
    void itIsSoonBackNearWhereItWasThrottledAndStaysThere() {
        AdaptiveRate halved = FULL.throttled(0);
        assertTrue(after(halved, 0, SECOND / 10, 1).perSecond() > 650);
        for (int seconds = 2; seconds <= 5; seconds++) {
            double perSecond = after(halved, 0, SECOND / 10, seconds).perSecond();
            assertTrue(perSecond > 880 && perSecond < 905, () -> perSecond + " per second");
        }
    }

    @Test
    void itIsFullAgainWithinSeconds() {
        AdaptiveRate low = FULL.throttled(0).throttled(SECOND).throttled(2 * SECOND);
        assertEquals(1000, after(low, 2 * SECOND, SECOND / 10, 9).perSecond());
    }

    @Test
    void howOftenItSucceedsDoesNotHastenIt() {
        AdaptiveRate halved = FULL.throttled(0);
        assertEquals(
                after(halved, 0, SECOND / 5, 6).perSecond(),
                after(halved, 0, SECOND / 1000, 6).perSecond(),
                1e-6);
    }

    @Test
    void fewSuccessesRaiseItSlowly() {
        AdaptiveRate halved = FULL.throttled(0);
        assertEquals(
                after(halved, 0, 4 * SECOND / 15, 4).perSecond(),
                after(halved, 0, 60 * SECOND, 15 * 60).perSecond(),
                1e-6);
    }

    @Test
    void anUnusedRateDoesNotRise() {
        AdaptiveRate halved = FULL.throttled(0);
        AdaptiveRate unused = halved;
        for (int i = 1; i <= 100; i++) {
            unused = unused.succeeded(i * SECOND, false);
        }
        assertEquals(500, unused.perSecond());
        // Nor does the time it lay idle count.
        assertEquals(
                halved.succeeded(SECOND / 10, true).perSecond(),
                unused.succeeded(100 * SECOND + SECOND / 10, true).perSecond());
    }

    @Test
    void itNeverFallsBySuccessNorPassesTheConfiguredRate() {
        AdaptiveRate rate = FULL.throttled(0);
        for (long nanos = 0; nanos < 20 * SECOND; nanos += SECOND / 100) {
            AdaptiveRate next = rate.succeeded(nanos, true);
            assertTrue(next.perSecond() >= rate.perSecond() && next.perSecond() <= 1000, next::toString);
            rate = next;
        }
        assertEquals(1000, rate.perSecond());
    }

    private static AdaptiveRate after(AdaptiveRate rate, long fromNanos, long everyNanos, int seconds) {
        AdaptiveRate risen = rate;
        for (long nanos = everyNanos; nanos <= seconds * SECOND; nanos += everyNanos) {
            risen = risen.succeeded(fromNanos + nanos, true);
        }
        return risen;
    }
}
