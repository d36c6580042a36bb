package tablemirror.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import tablemirror.bench.Counts.Kind;
import tablemirror.bench.Counts.Meter;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.OpenSearch;
import tablemirror.producer.SimulatedProducer;
import tablemirror.queue.Queue;

/** Producer and two indexers around one queue, everything they ask of others counted. */
final class Pipeline {
    private static final int WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(5);

    private final Meter meter = new Meter();
    private final CountedOpenSearch openSearch;
    private final SimulatedProducer producer;
    private final List<QueueWorker> workers;
    private final AtomicInteger invocations = new AtomicInteger();

    /**
     * Puts it together.
     *
     * @param ratePerSecond of all indexers together
     * @param timeout of an invocation of the indexer
     */
    Pipeline(Queue queue, OpenSearch openSearch, int documentBytes, int ratePerSecond, Duration timeout) {
        Queue metered = new MeteredQueue(queue, meter);
        this.openSearch = new CountedOpenSearch(openSearch, meter);
        this.producer = new SimulatedProducer(Work.TABLE, Work.KEYS, metered, new Random());
        this.workers = Phase.times(
                WORKERS,
                () -> new QueueWorker(
                        metered,
                        new MemoryQueue(),
                        new MeteredTable(documentBytes, meter),
                        this.openSearch,
                        ratePerSecond,
                        timeout));
    }

    CountedOpenSearch openSearch() {
        return openSearch;
    }

    /** One invocation of the producer. */
    void produce(byte[] event) {
        String id = "i" + invocations.incrementAndGet();
        long from = System.nanoTime();
        // Lambda bills what its runtime needs to read an event, too.
        if (producer.forward(OwnCost.event(event), id, Deadline.in(PATIENCE, Ticker.SYSTEM))
                .isPresent()) {
            throw new IllegalStateException("not all were sent");
        }
        meter.add(Kind.PRODUCER_NANOS, System.nanoTime() - from);
        meter.add(Kind.PRODUCER_INVOCATIONS, 1);
    }

    /** Invocations of all indexers until nothing is left. */
    void drain(BooleanSupplier isEmpty) throws InterruptedException {
        var unused = Phase.measure(
                1,
                workers.stream()
                        .<Runnable>map(worker -> () -> drain(worker, isEmpty))
                        .toList());
    }

    private void drain(QueueWorker worker, BooleanSupplier isEmpty) {
        while (!isEmpty.getAsBoolean()) {
            index(worker);
        }
    }

    /** One invocation of the first indexer, if there is something. */
    void index() {
        index(workers.getFirst());
    }

    private void index(QueueWorker worker) {
        long from = System.nanoTime();
        if (worker.invoke()) {
            meter.add(Kind.INDEXER_NANOS, System.nanoTime() - from);
            meter.add(Kind.INDEXER_INVOCATIONS, 1);
        } else {
            // An event source waits for messages; that it asked in vain is its own affair.
            meter.add(Kind.SQS_REQUESTS, -1);
            meter.add(Kind.EMPTY_RECEIVES, -1);
            Ticker.SYSTEM.sleep(BETWEEN_POLLS);
        }
    }

    Counts take() {
        return meter.take();
    }
}
