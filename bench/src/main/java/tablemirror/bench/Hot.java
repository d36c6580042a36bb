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

    /** The queue is in memory. */
    static Table run(OpenSearch openSearch) throws InterruptedException {
        Table table = Table.of(
                "Hot items",
                "indexers at work",
                "changes",
                "items",
                "index writes",
                "index writes per change",
                "bulks",
                "SQS requests");
        return row(row(table, openSearch, false), openSearch, true);
    }

    private static Table row(Table table, OpenSearch openSearch, boolean atOnce) throws InterruptedException {
        MemoryQueue queue = new MemoryQueue();
        Pipeline pipeline = new Pipeline(queue, openSearch, BYTES, 100_000, QueueWorker.TIMEOUT);
        AtomicBoolean allSent = new AtomicBoolean();
        Thread producer = new Thread(() -> {
            for (int first = 0; first < CHANGES; first += RECORDS) {
                pipeline.produce(Work.event("hot" + atOnce, first, RECORDS, ITEMS, BYTES, Duration.ZERO));
            }
            allSent.set(true);
        });
        producer.start();
        if (!atOnce) {
            producer.join();
        }
        pipeline.drain(() -> allSent.get() && queue.isEmpty());
        producer.join();
        Counts counts = pipeline.take();
        return table.with(
                atOnce ? "while the changes come" : "when all changes wait",
                CHANGES,
                ITEMS,
                counts.of(Kind.OPERATIONS),
                (double) counts.of(Kind.OPERATIONS) / CHANGES,
                counts.of(Kind.BULKS),
                counts.of(Kind.SQS_REQUESTS));
    }
}
