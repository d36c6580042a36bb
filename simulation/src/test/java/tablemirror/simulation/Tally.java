package tablemirror.simulation;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How many seeds ran and how many faults they met; tells it now and then, for who waits for very many. */
final class Tally {
    private static final long BETWEEN_LINES = 10_000;

    private final long seeds;
    private final long begin = System.nanoTime();
    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();

    Tally(long seeds) {
        this.seeds = seeds;
    }

    void add(long faultsOfASeed) {
        long met = faults.addAndGet(faultsOfASeed);
        long number = ran.incrementAndGet();
        if (number % BETWEEN_LINES == 0) {
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf(
                    Locale.ROOT,
                    "%,d of %,d seeds, %,d faults, no promise broken, %d s%n",
                    number,
                    seeds,
                    met,
                    taken.toSeconds());
        }
    }
}
