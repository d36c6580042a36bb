package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import tablemirror.bucket.FakeBucket;
import tablemirror.change.Change;
import tablemirror.change.DocumentWriter;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.MessageReader;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.DocumentSettings;
import tablemirror.function.HandTicker;
import tablemirror.index.FakeCluster;
import tablemirror.index.FakeOpenSearch;
import tablemirror.index.Pace;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.table.FakeTable;

/** A refill between a table, some indices and a queue in memory, driven as the state machine drives it. It begins at noon. */
final class World {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String ALIAS = "things";
    static final int SEGMENTS = 3;
    /** So many messages are no backlog yet: five seconds of its rate. */
    static final int NO_BACKLOG = 5;

    final HandTicker ticker = new HandTicker();
    final FakeTable table = new FakeTable(SCHEMA);
    final FakeCluster cluster = new FakeCluster();
    final FakeQueue queue = new FakeQueue(ticker, NOON);
    final Set<String> running = new HashSet<>();
    /** What happens while the machine waits. */
    Runnable meanwhile = () -> {};
    /** Whether the machine loses the first answer each time it asks what comes next. */
    boolean losesAnswers;
    /** How long an invocation may take. */
    Duration timeout = Duration.ofMinutes(15);

    private static final KeySchema SCHEMA = new KeySchema("id", null);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentWriter documents = new DocumentWriter("at");
    private final Workshop workshop;

    World() {
        this(Documents.whole(SCHEMA, "at"));
    }

    /** One whose documents are made like this. */
    World(Documents made) {
        table.date = Optional.of(NOON);
        workshop = new Workshop(
                with(
                        made,
                        Map.ofEntries(
                                Map.entry("TABLE_NAME", "Things"),
                                Map.entry("PARTITION_KEY", "id"),
                                Map.entry("QUEUE_URL", "http://queue"),
                                Map.entry("OPENSEARCH_ENDPOINT", "http://search"),
                                Map.entry("INDEX_ALIAS", ALIAS),
                                Map.entry("TIMESTAMP_FIELD", "at"),
                                Map.entry("BUCKET", "own"),
                                Map.entry("REFILL_RATE_PER_SECOND", "300"),
                                Map.entry("REFILL_SEGMENTS", Integer.toString(SEGMENTS)),
                                Map.entry("INDEX_RATE_PER_SECOND", "1"),
                                Map.entry("BULK_MAX_DOCUMENTS", "50"),
                                Map.entry("BULK_MAX_BYTES", "5242880"),
                                Map.entry("INDEXER_TIMEOUT_SECONDS", "60"))),
                new Workshop.Ports(
                        cluster,
                        table,
                        table,
                        queue,
                        running::contains,
                        new FakeBucket(),
                        () -> NOON.plusNanos(ticker.nanoTime()),
                        new Random(1)),
                Pace.share(300, SEGMENTS, ticker));
    }

    private static RefillSettings with(Documents made, Map<String, String> environment) {
        RefillSettings read = RefillSettings.from(environment);
        return new RefillSettings(
                read.table(),
                read.queueUrl(),
                read.openSearchEndpoint(),
                read.indexAlias(),
                new DocumentSettings("at", made),
                read.bucket(),
                read.ratePerSecond(),
                read.segments(),
                read.indexRatePerSecond(),
                read.bulkDocuments(),
                read.bulkBytes(),
                read.indexerTimeoutSeconds());
    }

    /** One invocation of the function. */
    JsonNode invoke(ObjectNode event) throws IOException {
        table.date = Optional.of(now());
        return workshop.step(event, Deadline.in(timeout, ticker));
    }

    private Instant now() {
        return NOON.plusNanos(ticker.nanoTime());
    }

    static ObjectNode step(String step, String execution) {
        return JSON.createObjectNode().put("step", step).put("execution", execution);
    }

    void begin(String execution, String input) throws IOException {
        ObjectNode event = step("begin", execution);
        event.set("input", JSON.readTree(input));
        invoke(event);
    }

    /** A whole execution. Returns its report, or throws what a person would read. */
    JsonNode execute(String execution, String input) throws IOException {
        begin(execution, input);
        running.add(execution);
        try {
            return proceed(execution);
        } catch (Refused e) {
            ObjectNode event = step("abandon", execution);
            event.putObject("failure").put("Error", e.getClass().getName()).put("Cause", e.getMessage());
            throw new Refused(invoke(event).path("Cause").asText());
        } finally {
            running.remove(execution);
        }
    }

    private JsonNode proceed(String execution) throws IOException {
        while (true) {
            if (losesAnswers) {
                invoke(step("proceed", execution));
            }
            JsonNode answer = invoke(step("proceed", execution));
            switch (answer.path("next").asText()) {
                case "wait" -> await(answer);
                case "segments" -> {
                    for (JsonNode segment : answer.path("segments")) {
                        work(execution, segment.asInt());
                    }
                }
                default -> {
                    return answer.path("report");
                }
            }
        }
    }

    /** All invocations of one segment. */
    void work(String execution, int segment) throws IOException {
        while (true) {
            JsonNode answer = invoke(step("work", execution).put("segment", segment));
            if (answer.path("done").asBoolean()) {
                return;
            }
            await(answer);
        }
    }

    private void await(JsonNode answer) {
        ticker.sleep(Duration.ofSeconds(answer.path("waitSeconds").asInt()));
        table.date = Optional.of(now());
        meanwhile.run();
    }

    void put(String id, String text) {
        table.put(item(id, text));
    }

    private static Item item(String id, String text) {
        return new Item(Map.of("id", new Value.S(id), "text", new Value.S(text)));
    }

    void delete(String id) {
        table.items.remove(key(id));
    }

    static Key key(String id) {
        return SCHEMA.key(Map.of("id", new Value.S(id)));
    }

    /** What an index holds that is equal to the table, without the time of indexing. */
    Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        table.items.forEach((key, item) -> expected.put(key.documentId(), withoutTime(document(item))));
        return expected;
    }

    Map<String, String> documents(String index) {
        Map<String, String> found = new TreeMap<>();
        cluster.index(index).documents().forEach((id, document) -> found.put(id, withoutTime(document)));
        return found;
    }

    private static String withoutTime(String document) {
        try {
            Map<String, String> fields = new TreeMap<>();
            JSON.readTree(document)
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            fields.remove("at");
            return fields.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String document(Item item) {
        return new String(documents.write(item, NOON), UTF_8);
    }

    /** Puts a document into an index under the version of this second. */
    void plant(String index, String id, String text, Instant second) {
        cluster.index(index).write(id, version(second), Optional.of(document(item(id, text))));
    }

    /** Takes a document away as a delete of this second. */
    void remove(String index, String id, Instant second) {
        cluster.index(index).write(id, version(second), Optional.empty());
    }

    static long version(Instant second) {
        return Version.ofChange(second, "1").value();
    }

    /** What the queue holds; it is empty afterwards. */
    List<Change> takeChanges() {
        MessageReader reader = new MessageReader("Things", SCHEMA);
        List<Change> changes = queue.messages().stream()
                .map(Outgoing::body)
                .map(body -> ((MessageReader.Answer.Read) reader.read(body)).change())
                .toList();
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), ticker);
        for (List<Received> some = receive(deadline); !some.isEmpty(); some = receive(deadline)) {
            queue.delete(some, deadline);
        }
        return changes;
    }

    private List<Received> receive(Deadline deadline) {
        return queue.receive(Queue.MAX_ENTRIES, Duration.ofMinutes(1), deadline);
    }

    /** What the indexer makes of re-reads: each index behind an alias becomes what the table holds. */
    void index() {
        for (Change change : takeChanges()) {
            String id = change.key().documentId();
            long version = change.version().reread(now()).value();
            Optional<String> document =
                    Optional.ofNullable(table.items.get(change.key())).map(this::document);
            for (String index : Set.copyOf(cluster.aliases().values())) {
                FakeOpenSearch each = cluster.index(index);
                if (version >= each.version(id) && each.itemError.apply(id).isEmpty()) {
                    each.write(id, version, document);
                }
            }
        }
    }
}
