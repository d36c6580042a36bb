package tablemirror.bench;

import tablemirror.bench.Counts.Kind;

/** Whether a thousand times the changes are a thousand times the requests. */
final class Proportion {
    private static final int[] CHANGES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int BYTES = 150;
    /** So many are in memory at the same time. */
    private static final int AT_A_TIME = 50_000;

    private Proportion() {}

    /** Queue and OpenSearch in memory: only what is asked of them counts here. */
    static Table run() throws InterruptedException {
        Table table = Table.of(
                "In proportion to the items changed",
                "items",
                "SQS requests per 1,000",
                "bulks per 1,000",
                "invocations per 1,000",
                "CPU s per 10,000");
        for (int changes : CHANGES) {
            MemoryQueue queue = new MemoryQueue();
            Pipeline pipeline =
                    new Pipeline(queue, new AnsweringOpenSearch(false), BYTES, 1_000_000, QueueWorker.TIMEOUT);
            long cpu = Cpu.nanos();
            for (int start = 0; start < changes; start += AT_A_TIME) {
                for (int first = start; first < Math.min(start + AT_A_TIME, changes); first += Work.STREAM_BATCH) {
                    pipeline.produce(Work.event("p" + changes, first, Work.STREAM_BATCH, BYTES));
                }
                pipeline.drain(queue::isEmpty);
            }
            double cpuSeconds = (Cpu.nanos() - cpu) / 1e9;
            Counts counts = pipeline.take();
            table = table.with(
                    changes,
                    counts.per1000(Kind.SQS_REQUESTS, changes),
                    counts.per1000(Kind.BULKS, changes),
                    counts.per1000(Kind.INDEXER_INVOCATIONS, changes)
                            + counts.per1000(Kind.PRODUCER_INVOCATIONS, changes),
                    cpuSeconds / changes * 10_000);
        }
        return table;
    }
}
