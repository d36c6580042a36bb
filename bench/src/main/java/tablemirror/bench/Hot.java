package tablemirror.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import tablemirror.bench.Counts.Kind;
import tablemirror.index.OpenSearch;

/** Few items that change all the time. */
final class Hot {
    private static final int CHANGES = 100_000;
    private static final int ITEMS = 100;
    /** What a batch holds at most when it is gathered for a while: {@code StreamBatchWindow}. */
    private static final int GATHERED = 5_000;

    private static final int BYTES = 1024;

    private Hot() {}

    /** The queue is in memory. */
    static Table run(OpenSearch openSearch) throws InterruptedException {
        Table table = Table.of(
                "Hot items",
                "indexers at work",
                "stream records in a batch",
                "changes",
                "items",
                "index writes",
                "index writes per change",
                "bulks",
                "SQS requests");
        table = row(table, openSearch, false, Work.STREAM_BATCH);
        table = row(table, openSearch, true, Work.STREAM_BATCH);
        return row(table, openSearch, true, GATHERED);
    }

    private static Table row(Table table, OpenSearch openSearch, boolean atOnce, int records)
            throws InterruptedException {
        MemoryQueue queue = new MemoryQueue();
        Pipeline pipeline = new Pipeline(queue, openSearch, BYTES, 100_000, QueueWorker.TIMEOUT);
        AtomicBoolean allSent = new AtomicBoolean();
        Thread producer = new Thread(() -> {
            for (int first = 0; first < CHANGES; first += records) {
                pipeline.produce(
                        Work.event("hot%s%d".formatted(atOnce, records), first, records, ITEMS, BYTES, Duration.ZERO));
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
                records,
                CHANGES,
                ITEMS,
                counts.of(Kind.OPERATIONS),
                (double) counts.of(Kind.OPERATIONS) / CHANGES,
                counts.of(Kind.BULKS),
                counts.of(Kind.SQS_REQUESTS));
    }
}
