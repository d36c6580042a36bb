package tablemirror.indexer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.MessageReader;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.index.DoubleWriter;
import tablemirror.index.FakeCluster;
import tablemirror.index.FakeOpenSearch;
import tablemirror.index.Pace;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;
import tablemirror.queue.Visibility;
import tablemirror.table.FakeTable;
import tablemirror.table.TableReader;

/** An indexer between a queue, a table and an index in memory. It begins at noon; time passes when it is told to. */
final class World {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final KeySchema SCHEMA = new KeySchema("id", null);

    private static final BulkLimits LIMITS = new BulkLimits(500, 5 << 20);

    final HandTicker ticker = new HandTicker();
    final FakeQueue queue = new FakeQueue(ticker, NOON);
    final FakeQueue deadLetters = new FakeQueue(ticker, NOON);
    final FakeTable table = new FakeTable(SCHEMA);
    final FakeOpenSearch openSearch = new FakeOpenSearch();
    final MessageReader reader = new MessageReader("Things", SCHEMA);
    Tally tally = new Tally();
    double ratePerSecond = 2000;

    private final Indexer indexer;
    private int sent;

    World() {
        this(null, Documents.whole(SCHEMA, "at"));
    }

    /** One whose documents are made like this. */
    World(Documents documents) {
        this(null, documents);
    }

    /** One whose index is this cluster's, and not {@link #openSearch}. */
    World(FakeCluster cluster) {
        this(cluster, Documents.whole(SCHEMA, "at"));
    }

    private World(@Nullable FakeCluster cluster, Documents documents) {
        Random random = new Random(1);
        DraftWriter drafts = new DraftWriter(
                new TableReader(table, SCHEMA, random),
                new PacedIndex(
                        new DoubleWriter(cluster == null ? openSearch : cluster, "things", LIMITS.bytes(), ticker),
                        Pace.share(ratePerSecond, 2, ticker),
                        LIMITS,
                        any -> ratePerSecond),
                documents,
                () -> NOON);
        ItemWriter writer = new ItemWriter(drafts, documents, () -> NOON, random);
        indexer = new Indexer(
                reader,
                new Drain(queue, LIMITS.bytes(), this::now),
                writer,
                new DeadLetters(new Sender(deadLetters, random), "things", this::now),
                new Acknowledgement(queue),
                new Retry(new Visibility(queue), random));
        table.date = Optional.of(NOON);
    }

    Instant now() {
        return NOON.plusNanos(ticker.nanoTime());
    }

    void pass(Duration time) {
        ticker.sleep(time);
        table.date = Optional.of(now());
    }

    void send(Change change) {
        sendBody(change.key().messageGroup(), Message.body(change));
    }

    void sendBody(String group, String body) {
        queue.send(List.of(new Outgoing(group, "d" + sent++, body)), deadline());
    }

    /** One invocation as Lambda makes it: receives, invokes, deletes what is not to come again. Returns what is. */
    List<Received> invoke() {
        return invoke(Duration.ofMinutes(1));
    }

    /** One that has this long. */
    List<Received> invoke(Duration time) {
        Deadline deadline = Deadline.in(time, ticker);
        tally = new Tally();
        List<Received> messages = queue.receive(Queue.MAX_ENTRIES, Duration.ofMinutes(6), deadline());
        List<Received> again = indexer.index(messages, deadline, tally);
        Set<Received> kept = new HashSet<>(again);
        for (Received message : messages) {
            if (!kept.contains(message)) {
                queue.delete(List.of(message), deadline());
            }
        }
        return again;
    }

    Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(1), ticker);
    }

    /** What lies in the dead-letter queue, as changes. */
    List<Change> deadChanges() {
        return deadLetters.messages().stream()
                .map(letter -> ((MessageReader.Answer.Read) reader.read(letter.body())).change())
                .toList();
    }

    /** A change of the item so many seconds after noon; the order is that within the second. */
    static Change change(String id, int second, int order, Effect effect) {
        Instant at = NOON.plusSeconds(second);
        String sequence = order + "00000000008367680596";
        return new Change(
                "Things",
                SCHEMA.key(Map.of("id", new Value.S(id))),
                Version.ofChange(at, sequence),
                effect,
                new Origin("event", sequence, at));
    }

    static Change upsert(String id, int second, String text) {
        return change(id, second, 1, new Effect.Upsert(item(id, text)));
    }

    static Change remove(String id, int second) {
        return change(id, second, 1, new Effect.Remove());
    }

    static Item item(String id, String text) {
        return new Item(Map.of("id", new Value.S(id), "at", new Value.S(text)));
    }
}
