package tablemirror.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tablemirror.bench.Counts.Kind;
import tablemirror.index.OpenSearch;

/** Few items that change all the time. */
final class Hot {
    private static final int CHANGES = 100_000;
    private static final int ITEMS = 100;
    private static final int RECORDS = 500;
    private static final int BYTES = 1024;

    private Hot() {}

    /** Producer and indexers at work at the same time, and the queue in memory. */
    static Table run(OpenSearch openSearch) throws InterruptedException {
        MemoryQueue queue = new MemoryQueue();
        Pipeline pipeline = new Pipeline(queue, openSearch, BYTES, 100_000, QueueWorker.TIMEOUT);
        AtomicBoolean allSent = new AtomicBoolean();
        Thread producer = new Thread(() -> {
            for (int first = 0; first < CHANGES; first += RECORDS) {
                pipeline.produce(Work.event("hot", first, RECORDS, ITEMS, BYTES, Duration.ZERO));
            }
            allSent.set(true);
        });
        producer.start();
        pipeline.drain(() -> allSent.get() && queue.isEmpty());
        producer.join();
        Counts counts = pipeline.take();
        return Table.of(
                        "Hot items",
                        "changes",
                        "items",
                        "index writes",
                        "index writes per change",
                        "bulks",
                        "SQS requests")
                .with(
                        CHANGES,
                        ITEMS,
                        counts.of(Kind.OPERATIONS),
                        (double) counts.of(Kind.OPERATIONS) / CHANGES,
                        counts.of(Kind.BULKS),
                        counts.of(Kind.SQS_REQUESTS) - counts.of(Kind.EMPTY_RECEIVES));
    }
}
