package tablemirror.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.Request;
import tablemirror.index.SignedOpenSearch;
import tablemirror.queue.Outgoing;

/** The indexer, its queue in memory, against a client that only posts the very bodies that the indexer would send. */
final class IndexerStage implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int NO_LIMIT = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String RAW_INDEX = "raw";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final String QUERY = "?filter_path=errors,items.*._index,items.*.status";

    private final URI address;
    private final SignedOpenSearch openSearch;
    private final RawHttp raw = new RawHttp();

    IndexerStage(URI address) throws IOException {
        this.address = address;
        this.openSearch = Local.openSearch(address);
        Local.createIndex(openSearch, QueueWorker.ALIAS);
        Local.createIndex(openSearch, RAW_INDEX);
    }

    Phase.Pair measure(int warmUps, int rounds, int documents, int documentBytes) throws InterruptedException {
        return Phase.alternate(
                warmUps,
                rounds,
                round -> indexer(messages(round, documents, documentBytes)),
                round -> raw(bodies(messages(round, documents, documentBytes)), documents));
    }

    private static List<Outgoing> messages(int round, int documents, int documentBytes) {
        return Work.messages("d%d-r%d".formatted(documentBytes, round), documents, documentBytes);
    }

    private Phase indexer(List<Outgoing> messages) throws InterruptedException {
        MemoryQueue queue = filled(messages);
        List<Runnable> workers = Phase.times(WORKERS, () -> {
            QueueWorker worker = new QueueWorker(queue, new MemoryQueue(), NoTable.INSTANCE, openSearch, NO_LIMIT);
            return () -> {
                while (worker.invoke()) {}
            };
        });
        Phase phase = Phase.measure(messages.size(), workers);
        if (!queue.isEmpty()) {
            throw new IllegalStateException("messages are left: " + queue.depth(Deadline.in(PATIENCE, Ticker.SYSTEM)));
        }
        return phase;
    }

    private Phase raw(Queue<byte[]> bodies, int documents) throws InterruptedException {
        URI bulk = address.resolve("/%s/_bulk%s".formatted(RAW_INDEX, QUERY));
        return Phase.measure(documents, Phase.times(WORKERS, () -> () -> {
            for (byte[] body = bodies.poll(); body != null; body = bodies.poll()) {
                String reply = new String(raw.post(bulk, JSON, body), StandardCharsets.US_ASCII);
                if (!reply.startsWith("{\"errors\":false")) {
                    throw new IllegalStateException("not all were taken: " + reply);
                }
            }
        }));
    }

    /** The bodies that the indexer makes of these messages. */
    private static Queue<byte[]> bodies(List<Outgoing> messages) {
        AnsweringOpenSearch keeping = new AnsweringOpenSearch(true);
        MemoryQueue queue = filled(messages);
        QueueWorker worker = new QueueWorker(queue, new MemoryQueue(), NoTable.INSTANCE, keeping, NO_LIMIT);
        while (worker.invoke()) {}
        return new ConcurrentLinkedQueue<>(
                keeping.bulks().stream().map(Request::body).toList());
    }

    private static MemoryQueue filled(List<Outgoing> messages) {
        MemoryQueue queue = new MemoryQueue();
        Instant now = Instant.now();
        messages.forEach(message -> queue.add(message, now));
        return queue;
    }

    @Override
    public void close() {
        raw.close();
        openSearch.close();
    }
}
