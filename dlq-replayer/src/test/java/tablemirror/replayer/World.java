package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tablemirror.bucket.FakeBucket;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.MessageReader;
import tablemirror.change.MessageReader.Answer;
import tablemirror.change.StreamEventReader;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.index.DocumentReader;
import tablemirror.index.FakeOpenSearch;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;
import tablemirror.table.FakeTable;
import tablemirror.table.TableReader;

/** A replayer among fakes, its clock driven by hand. */
final class World implements Journal {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final KeySchema SCHEMA = new KeySchema("id", null);

    private static final ObjectMapper JSON = new ObjectMapper();

    final HandTicker ticker = new HandTicker();
    final FakeQueue deadLetters = new FakeQueue(ticker, NOON);
    final FakeQueue changes = new FakeQueue(ticker, NOON);
    final FakeBucket bucket = new FakeBucket();
    final FakeTable table = new FakeTable(SCHEMA);
    final FakeOpenSearch openSearch = new FakeOpenSearch();
    final MessageReader reader = new MessageReader("Things", SCHEMA);
    final List<Counts> progress = new ArrayList<>();
    final List<String> discarded = new ArrayList<>();
    /** Runs whenever the replayer tells its progress. */
    Runnable meanwhile = () -> {};

    private final Replayer replayer = new Replayer(
            deadLetters,
            bucket,
            changes,
            new Sender(changes, new Random(1)),
            reader,
            new StreamEventReader("Things", SCHEMA),
            new Verdicts(
                    new TableReader(table, SCHEMA, new Random(1)),
                    new DocumentReader(openSearch, "things"),
                    Documents.whole(SCHEMA, "indexedAt")),
            this,
            () -> NOON.plusNanos(ticker.nanoTime()),
            100);
    private int letters;
    private int runs;

    LetterReport run(String request) {
        return assertInstanceOf(LetterReport.class, runAny(request));
    }

    BucketReport runBucket(String request) {
        return assertInstanceOf(BucketReport.class, runAny(request));
    }

    private Report runAny(String request) {
        return replayer.run(RequestReader.read(request.getBytes(UTF_8)), "run-" + ++runs, deadline());
    }

    /** The invocation's: time passes only where somebody waits. */
    Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(15), ticker);
    }

    /** As the indexer gives a change up. */
    void die(String id, int order, String errorType) {
        DeadLetter letter = new DeadLetter(errorType, "because of " + id, id, "things", NOON.plusSeconds(letters));
        bury(letter.message(id, "m" + letters, Message.body(upsert(id, order).reread())));
    }

    /** As SQS itself moves a message, image and all. */
    void moved(String id, int order) {
        bury(new Outgoing(id, "m" + letters, Message.body(upsert(id, order))));
    }

    void bury(Outgoing letter) {
        letters++;
        deadLetters.send(List.of(letter), deadline());
    }

    /** Puts an item into the table, and that or another into the index. */
    void put(String id, String inTable, String inIndex) {
        table.put(new Item(Map.of("id", new Value.S(id), "name", new Value.S(inTable))));
        openSearch.write(
                id,
                1,
                Optional.of("{\"name\":\"%s\",\"id\":\"%s\",\"indexedAt\":\"2026-11-20T11:00:00Z\"}"
                        .formatted(inIndex, id)));
    }

    List<Change> sent() {
        return changes.messages().stream()
                .map(message -> assertInstanceOf(Answer.Read.class, reader.read(message.body()))
                        .change())
                .toList();
    }

    static Change upsert(String id, int order) {
        String sequence = order + "00000000008367680596";
        return new Change(
                "Things",
                key(id),
                Version.ofChange(NOON, sequence),
                new Effect.Upsert(new Item(Map.of("id", new Value.S(id)))),
                new Origin("event-" + order, sequence, NOON));
    }

    static Key key(String id) {
        return SCHEMA.key(Map.of("id", new Value.S(id)));
    }

    static String json(Report report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void progress(Counts counts) {
        progress.add(counts);
        meanwhile.run();
    }

    @Override
    public void discarding(Letter letter) {
        discarded.add(letter.message().messageId());
    }
}
