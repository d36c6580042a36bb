package tablemirror.index;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import tablemirror.function.Backoff;
import tablemirror.function.HandTicker;

/**
 * Workers, each with its own pace and one request at a time, and an OpenSearch that refuses a whole request when what it
 * has not yet worked off would exceed {@code backlog} operations. It works off {@code capacity} of them a second and tells
 * nobody. Time is driven by hand, chance by a seed.
 */
final class PaceSimulation {
    /** As the indexer's own. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final HandTicker ticker = new HandTicker();
    private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingLong(Step::atNanos));
    private final Random random;
    private double capacity;
    private double backlog;
    private final long latencyNanos;
    private double waiting;
    private long workedNanos;
    private Count count = new Count(0, 0, 0);

    private record Step(long atNanos, Runnable action) {}

    /** What was asked of OpenSearch and what it took. */
    record Count(int requests, int refused, long taken) {
        double refusedShare() {
            return (double) refused / requests;
        }
    }

    PaceSimulation(double capacity, double backlog, Duration latency, long seed) {
        this.capacity = capacity;
        this.backlog = backlog;
        this.latencyNanos = latency.toNanos();
        this.random = new Random(seed);
    }

    /** OpenSearch is larger now, by this factor. */
    void grow(double factor) {
        capacity *= factor;
        backlog *= factor;
    }

    /** Adds one that has always something to write, in bulks of so many operations. */
    void addWorker(double sharePerSecond, int bulk, boolean onlyAffordable) {
        Worker worker = new Worker(Pace.share(sharePerSecond, 1, ticker), bulk, onlyAffordable);
        after(random.nextLong(500_000_000), worker::plan);
    }

    /** Lets so much time pass and counts. */
    Count run(Duration time) {
        count = new Count(0, 0, 0);
        long until = ticker.nanoTime() + time.toNanos();
        for (Step step = steps.peek(); step != null && step.atNanos() <= until; step = steps.peek()) {
            steps.remove(step);
            ticker.sleep(Duration.ofNanos(step.atNanos() - ticker.nanoTime()));
            step.action().run();
        }
        ticker.sleep(Duration.ofNanos(until - ticker.nanoTime()));
        return count;
    }

    private void after(long nanos, Runnable action) {
        steps.add(new Step(ticker.nanoTime() + nanos, action));
    }

    private boolean takes(int operations) {
        waiting = Math.max(0, waiting - (ticker.nanoTime() - workedNanos) / 1e9 * capacity);
        workedNanos = ticker.nanoTime();
        boolean taken = waiting + operations <= backlog;
        waiting += taken ? operations : 0;
        count = new Count(
                count.requests() + 1, count.refused() + (taken ? 0 : 1), count.taken() + (taken ? operations : 0));
        return taken;
    }

    private final class Worker {
        private final Pace pace;
        private final int bulk;
        private final boolean onlyAffordable;
        private int failed;

        Worker(Pace pace, int bulk, boolean onlyAffordable) {
            this.pace = pace;
            this.bulk = bulk;
            this.onlyAffordable = onlyAffordable;
        }

        void plan() {
            int operations = onlyAffordable ? Math.min(bulk, pace.affordable()) : bulk;
            Duration wait = pace.reserve(operations, Duration.ofHours(1)).orElseThrow();
            after(wait.toNanos(), () -> send(operations));
        }

        private void send(int operations) {
            boolean taken = takes(operations);
            after(latencyNanos / 2 + random.nextLong(latencyNanos), () -> hear(taken));
        }

        private void hear(boolean taken) {
            if (taken) {
                failed = 0;
                pace.succeeded();
                plan();
            } else {
                failed++;
                pace.throttled();
                after(BACKOFF.after(failed, random).toNanos(), this::plan);
            }
        }
    }
}
