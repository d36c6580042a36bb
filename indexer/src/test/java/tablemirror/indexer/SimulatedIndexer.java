package tablemirror.indexer;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import tablemirror.change.Documents;
import tablemirror.change.KeySchema;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.DoubleWriter;
import tablemirror.index.OpenSearch;
import tablemirror.index.Pace;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;
import tablemirror.queue.Visibility;
import tablemirror.table.BatchGet;
import tablemirror.table.TableReader;

/** One worker's indexer, wired as {@link IndexerHandler} does it, but over ports and clocks that a simulation brings. */
public final class SimulatedIndexer {
    private final Indexer indexer;

    /** Everything outside the indexer. */
    public record Ports(Queue queue, Queue deadLetters, BatchGet table, OpenSearch openSearch) {}

    /** What an indexer is told by its settings. */
    public record Settings(
            String table,
            KeySchema keys,
            String alias,
            String timestampField,
            int bulkDocuments,
            int bulkBytes,
            int ratePerSecond,
            int workers) {}

    public SimulatedIndexer(
            Ports ports, Settings settings, Ticker ticker, InstantSource clock, RandomGenerator random) {
        BulkLimits bulk = new BulkLimits(settings.bulkDocuments(), settings.bulkBytes());
        Documents documents = Documents.whole(settings.keys(), settings.timestampField());
        DraftWriter drafts = new DraftWriter(
                new TableReader(ports.table(), settings.keys(), random),
                new PacedIndex(
                        new DoubleWriter(ports.openSearch(), settings.alias(), bulk.bytes(), ticker),
                        Pace.share(settings.ratePerSecond(), settings.workers(), ticker),
                        bulk,
                        any -> settings.ratePerSecond()),
                documents,
                clock);
        indexer = new Indexer(
                new MessageReader(settings.table(), settings.keys()),
                new Drain(ports.queue(), bulk.bytes(), clock),
                new ItemWriter(drafts, documents, clock, random),
                new DeadLetters(new Sender(ports.deadLetters(), random), settings.alias(), clock),
                new Acknowledgement(ports.queue()),
                new Retry(new Visibility(ports.queue()), random));
    }

    /** One invocation: returns which of the messages handed over must come again. */
    public List<Received> index(List<Received> handed, Deadline deadline) {
        return indexer.index(handed, deadline, new Tally());
    }
}
