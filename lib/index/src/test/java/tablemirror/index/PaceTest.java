package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.function.HandTicker;
import tablemirror.function.Ticker;

class PaceTest {
    private static final Duration PATIENT = Duration.ofDays(365);
    private final HandTicker ticker = new HandTicker();

    private record Case(double perSecond, int bulk) {}

    private static final List<Case> CASES = List.of(
            new Case(0.001, 1),
            new Case(0.001, 10),
            new Case(0.001, 500),
            new Case(1, 1),
            new Case(1, 10),
            new Case(1, 500),
            new Case(50, 1),
            new Case(50, 10),
            new Case(50, 500),
            new Case(333.3, 1),
            new Case(500, 1),
            new Case(500, 10),
            new Case(500, 500),
            new Case(2000, 1),
            new Case(2000, 10),
            new Case(2000, 500),
            new Case(70_000, 1),
            new Case(100_000, 1),
            new Case(100_000, 10),
            new Case(100_000, 500),
            new Case(100_000, 5000));

    @Test
    void noSecondExceedsTheRateByMoreThanOnePeriodAndTheBulkInDebt() {
        for (Case given : CASES) {
            Pace pace = Pace.share(given.perSecond(), 1, ticker);
            double most = given.perSecond() * 1.05 + given.bulk();
            Deque<Long> sentNanos = new ArrayDeque<>();
            for (int i = 0; i < 20_000; i++) {
                ticker.sleep(pace.reserve(given.bulk(), PATIENT).orElseThrow());
                sentNanos.add(ticker.nanoTime());
                while (ticker.nanoTime() - sentNanos.getFirst() >= 1_000_000_000) {
                    sentNanos.removeFirst();
                }
                int inASecond = sentNanos.size() * given.bulk();
                assertTrue(inASecond < most, () -> "%s: %d in a second".formatted(given, inASecond));
            }
        }
    }

    @Test
    void bulksThatDivideTheRateNeverExceedIt() {
        for (Case given : List.of(new Case(50, 10), new Case(500, 500), new Case(2000, 500), new Case(2000, 10))) {
            Pace pace = Pace.share(given.perSecond(), 1, ticker);
            ticker.sleep(pace.reserve(given.bulk(), PATIENT).orElseThrow());
            ticker.sleep(Duration.ofSeconds(1));
            long second = -1;
            int sent = 0;
            for (int i = 0; i < 5000; i++) {
                ticker.sleep(pace.reserve(given.bulk(), PATIENT).orElseThrow());
                if (ticker.nanoTime() / 1_000_000_000 != second) {
                    second = ticker.nanoTime() / 1_000_000_000;
                    sent = 0;
                }
                sent += given.bulk();
                assertTrue(sent <= given.perSecond() * 1.05, given::toString);
            }
        }
    }

    @Test
    void aBusyWorkerReachesItsRate() {
        for (Case given : CASES) {
            Pace pace = Pace.share(given.perSecond(), 1, ticker);
            long from = ticker.nanoTime();
            double bulks = Math.max(20, 30 * given.perSecond() / given.bulk());
            for (int i = 0; i < bulks; i++) {
                ticker.sleep(pace.reserve(given.bulk(), PATIENT).orElseThrow());
            }
            // The last bulk is not paid for yet.
            double perSecond = (bulks - 1) * given.bulk() * 1e9 / (ticker.nanoTime() - from);
            assertEquals(given.perSecond(), perSecond, given.perSecond() * 0.1, given::toString);
        }
    }

    @Test
    void theTimeARequestTakesIsNotLost() {
        Pace pace = Pace.share(1000, 1, ticker);
        for (int i = 0; i < 60; i++) {
            ticker.sleep(pace.reserve(500, PATIENT).orElseThrow());
            ticker.sleep(Duration.ofMillis(400));
        }
        assertEquals(30, ticker.nanoTime() / 1e9, 0.5);
    }

    @Test
    void aLargeBulkGoesAndMakesTheNextWait() {
        Pace pace = Pace.share(10, 1, ticker);
        assertEquals(Optional.of(Duration.ZERO), pace.reserve(500, Duration.ZERO));
        Duration wait = pace.reserve(1, PATIENT).orElseThrow();
        assertEquals(50, wait.toMillis() / 1e3, 0.1);
    }

    @Test
    void whatExceedsThePatienceReservesNothing() {
        Pace pace = Pace.share(10, 1, ticker);
        pace.reserve(100, Duration.ZERO);
        Duration wait = waitOf(10);
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), pace.reserve(1000, wait.minusNanos(1)));
            assertEquals(Optional.empty(), pace.reserve(1000, Duration.ofSeconds(-1)));
        }
        assertEquals(Optional.of(wait), pace.reserve(1, wait));
    }

    private static Duration waitOf(int perSecond) {
        Pace same = Pace.share(perSecond, 1, new HandTicker());
        same.reserve(100, Duration.ZERO);
        return same.reserve(1, PATIENT).orElseThrow();
    }

    @Test
    void anIdleWorkerSavesUpNoMoreThanAPeriod() {
        Pace pace = Pace.share(100, 1, ticker);
        pace.reserve(1, PATIENT);
        ticker.sleep(Duration.ofHours(5));
        int atOnce = 0;
        while (pace.reserve(1, Duration.ZERO).isPresent()) {
            atOnce++;
        }
        assertEquals(5, atOnce);
    }

    @Test
    void noDebtOverflows() {
        for (double perSecond : new double[] {0.0001, 0.5, 500, 1_000_000}) {
            Pace pace = Pace.share(perSecond, 1, ticker);
            Duration before = Duration.ZERO;
            for (int i = 0; i < 100; i++) {
                Duration wait = pace.reserve(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE))
                        .orElseThrow();
                assertTrue(wait.compareTo(before) >= 0, wait::toString);
                before = wait;
            }
            assertTrue(before.toMinutes() >= 60, before::toString);
        }
    }

    @Test
    void aClockSetBackStallsNothing() {
        long[] nanos = {0};
        Pace pace = Pace.share(100, 1, at(nanos));
        pace.reserve(100, PATIENT);
        nanos[0] = -Duration.ofDays(30).toNanos();
        Duration wait = pace.reserve(1, PATIENT).orElseThrow();
        assertEquals(1000, wait.toMillis() * 1.0, 50);
        nanos[0] += Duration.ofSeconds(2).toNanos();
        assertEquals(Optional.of(Duration.ZERO), pace.reserve(1, Duration.ZERO));
        pace.throttled();
        nanos[0] -= Duration.ofDays(30).toNanos();
        pace.reserve(100, PATIENT);
        nanos[0] += Duration.ofSeconds(2).toNanos();
        pace.throttled();
        assertEquals(25, pace.currentPerSecond());
    }

    private static Ticker at(long[] nanos) {
        return new Ticker() {
            @Override
            public long nanoTime() {
                return nanos[0];
            }

            @Override
            public void sleep(Duration wait) {
                nanos[0] += wait.toNanos();
            }
        };
    }

    @Test
    void theClockIsNotReadBeforeTheFirstUse() {
        Ticker frozen = new Ticker() {
            @Override
            public long nanoTime() {
                throw new AssertionError("read");
            }

            @Override
            public void sleep(Duration wait) {
                throw new AssertionError("slept");
            }
        };
        Pace pace = Pace.share(100, 2, frozen);
        assertEquals(50, pace.currentPerSecond());
        assertEquals(50, pace.affordable());
        assertThrows(AssertionError.class, () -> pace.reserve(1, PATIENT));
    }

    private record Change(double from, double to) {}

    @Test
    void anotherRateHoldsWhileItRuns() {
        for (Change given :
                List.of(new Change(1000, 10), new Change(10, 1000), new Change(0.5, 50_000), new Change(50_000, 0.5))) {
            Pace pace = Pace.share(given.from(), 1, ticker);
            ticker.sleep(pace.reserve(pace.affordable(), PATIENT).orElseThrow());
            ticker.sleep(pace.reserve(1, PATIENT).orElseThrow());
            pace.configure(given.to());
            assertEquals(given.to(), pace.currentPerSecond());
            pace.reserve(1, PATIENT);
            long from = ticker.nanoTime();
            int bulk = pace.affordable();
            for (int i = 0; i < 50; i++) {
                ticker.sleep(pace.reserve(bulk, PATIENT).orElseThrow());
            }
            double perSecond = 49.0 * bulk * 1e9 / (ticker.nanoTime() - from);
            assertEquals(given.to(), perSecond, given.to() * 0.1, given::toString);
        }
    }

    @Test
    void whatIsOwedIsPaidAtTheHigherOfTwoRates() {
        Pace pace = Pace.share(10, 1, ticker);
        pace.reserve(500, PATIENT);
        pace.configure(100);
        assertEquals(5000, pace.reserve(1, PATIENT).orElseThrow().toMillis() * 1.0, 100);
        pace.configure(10);
        assertEquals(5000, pace.reserve(1, PATIENT).orElseThrow().toMillis() * 1.0, 100);
    }

    @Test
    void anotherRateIsSharedByAllWorkersAndBounded() {
        Pace pace = Pace.share(1000, 2, ticker);
        pace.configure(100);
        assertEquals(50, pace.currentPerSecond());
        assertEquals(50, pace.affordable());
        assertThrows(IllegalArgumentException.class, () -> pace.configure(0));
        assertEquals(50, pace.currentPerSecond());
    }

    @Test
    void aHigherRateDoesNotMakeAnAilingOpenSearchWell() {
        Pace pace = Pace.share(1000, 1, ticker);
        pace.reserve(1, PATIENT);
        pace.throttled();
        pace.configure(2000);
        assertEquals(500, pace.currentPerSecond());
        pace.configure(100);
        assertEquals(100, pace.currentPerSecond());
        pace.configure(1000);
        assertEquals(1000, pace.currentPerSecond());
    }

    @Test
    void throttlingSlowsFromTheNextPeriodOn() {
        Pace pace = Pace.share(1000, 1, ticker);
        pace.reserve(1000, PATIENT);
        ticker.sleep(Duration.ofMillis(500));
        pace.throttled();
        assertEquals(500, pace.currentPerSecond());
        // Half a second was paid at the old rate, the other half is at the new one.
        assertEquals(1000, pace.reserve(1, PATIENT).orElseThrow().toMillis() * 1.0, 50);
    }

    @Test
    void onlyARateThatHoldsTheWorkerBackRises() {
        Pace pace = Pace.share(1000, 1, ticker);
        pace.reserve(10, PATIENT);
        pace.throttled();
        for (int i = 0; i < 100; i++) {
            ticker.sleep(Duration.ofSeconds(1));
            assertEquals(Optional.of(Duration.ZERO), pace.reserve(10, PATIENT));
            pace.succeeded();
        }
        assertEquals(500, pace.currentPerSecond());
        for (int i = 0; i < 100; i++) {
            ticker.sleep(pace.reserve(pace.affordable(), PATIENT).orElseThrow());
            pace.succeeded();
        }
        assertEquals(1000, pace.currentPerSecond());
    }

    @Test
    void aShareThatCannotBeKeptIsRefusedWithItsBounds() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 0.00009, 1_000_001}) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> Pace.share(rate, 1, ticker))
                            .getMessage());
            assertTrue(
                    message.startsWith(rate + " operations per second")
                            && message.contains("must be 1.0E-4..1000000.0")
                            && message.contains("IndexRatePerSecond"),
                    message);
        }
        assertThrows(IllegalArgumentException.class, () -> Pace.share(500, 0, ticker));
        Pace pace = Pace.share(1_000_000, 1, ticker);
        assertThrows(IllegalArgumentException.class, () -> pace.reserve(0, PATIENT));
        assertEquals(0.0001, Pace.share(0.0001, 1, ticker).currentPerSecond());
        assertEquals(0.001, Pace.share(1, 1000, ticker).currentPerSecond());
        assertEquals(1, Pace.share(1, 1000, ticker).affordable());
    }
}
