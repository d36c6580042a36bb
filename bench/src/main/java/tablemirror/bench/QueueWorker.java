package tablemirror.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.OpenSearch;
import tablemirror.indexer.SimulatedIndexer;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.table.BatchGet;

/** One worker of the indexer and the event source's part of it: receives ten, invokes, deletes what is done. */
final class QueueWorker {
    static final String ALIAS = "things";
    /** As {@code BulkMaxDocuments} and {@code BulkMaxBytes} stand in the template. */
    static final int BULK_DOCUMENTS = 500;

    private static final int BULK_BYTES = 5 << 20;
    /** That of the template. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int WORKERS = 2;

    private final Queue queue;
    private final Duration timeout;
    private final SimulatedIndexer indexer;

    /** One of two that share this rate. */
    QueueWorker(Queue queue, Queue deadLetters, BatchGet table, OpenSearch openSearch, int ratePerSecond) {
        this(queue, deadLetters, table, openSearch, ratePerSecond, TIMEOUT);
    }

    QueueWorker(
            Queue queue,
            Queue deadLetters,
            BatchGet table,
            OpenSearch openSearch,
            int ratePerSecond,
            Duration timeout) {
        this.queue = queue;
        this.timeout = timeout;
        this.indexer = new SimulatedIndexer(
                new SimulatedIndexer.Ports(queue, deadLetters, table, openSearch),
                new SimulatedIndexer.Settings(
                        Work.TABLE, Work.KEYS, ALIAS, "indexedAt", BULK_DOCUMENTS, BULK_BYTES, ratePerSecond, WORKERS),
                Ticker.SYSTEM,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** One invocation; false when there was nothing to do. */
    boolean invoke() {
        Deadline deadline = Deadline.in(timeout, Ticker.SYSTEM);
        List<Received> handed = queue.receive(Queue.MAX_ENTRIES, timeout, deadline);
        if (handed.isEmpty()) {
            return false;
        }
        Set<Received> again = new HashSet<>(indexer.index(handed, deadline));
        List<Received> done =
                handed.stream().filter(message -> !again.contains(message)).collect(Collectors.toList());
        if (!done.isEmpty()) {
            queue.delete(done, deadline);
        }
        return true;
    }
}
