package tablemirror.bench;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.DocumentWriter;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.BulkWriter;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.index.Reply;
import tablemirror.producer.SimulatedProducer;

/** The pieces of the way, each for a hundred items. One call handles all of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Micro {
    static final int ITEMS = 100;
    private static final int BULK_BYTES = 5 << 20;

    /** Bytes of a document. */
    @Param({"200", "1024", "20480"})
    public int bytes = 200;

    private byte[] eventJson = {};
    private DynamodbEvent event = new DynamodbEvent();
    private List<String> bodies = List.of();
    private List<Change> changes = List.of();
    private List<Operation> operations = List.of();
    private final SimulatedProducer producer =
            new SimulatedProducer(Work.TABLE, Work.KEYS, new TakingQueue(), new Random(1));
    private final MessageReader reader = new MessageReader(Work.TABLE, Work.KEYS);
    private final DocumentWriter documents = new DocumentWriter("indexedAt");
    private final Reply reply = AnsweringOpenSearch.reply(ITEMS);
    private final BulkWriter bulks = new BulkWriter((request, deadline) -> reply, QueueWorker.ALIAS, BULK_BYTES);

    @Setup
    public void prepare() {
        eventJson = Work.event("micro", 0, ITEMS, bytes);
        event = OwnCost.event(eventJson);
        bodies = Work.messages("micro", ITEMS, bytes).stream()
                .map(message -> message.body())
                .toList();
        changes = bodies.stream().map(this::read).toList();
        operations = changes.stream()
                .<Operation>map(change -> new Operation.Index(
                        change.key().documentId(), change.version().value(), document(change)))
                .toList();
    }

    private Change read(String body) {
        return switch (reader.read(body)) {
            case MessageReader.Answer.Read read -> read.change();
            case MessageReader.Answer.Malformed malformed -> throw new IllegalStateException(malformed.reason());
            case MessageReader.Answer.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }

    private byte[] document(Change change) {
        if (change.effect() instanceof Effect.Upsert upsert) {
            return documents.write(upsert.image(), change.origin().createdAt());
        }
        throw new IllegalStateException("no image");
    }

    /** What Lambda's runtime does before the function begins. */
    @Benchmark
    public DynamodbEvent eventJsonToEvent() {
        return OwnCost.event(eventJson);
    }

    /** Through changes; as far as the queue. */
    @Benchmark
    public Optional<String> eventToMessages() {
        return producer.forward(event, "invocation", Deadline.in(QueueWorker.TIMEOUT, Ticker.SYSTEM));
    }

    @Benchmark
    public List<Change> messagesToChanges() {
        return bodies.stream().map(this::read).toList();
    }

    @Benchmark
    public List<byte[]> changesToDocuments() {
        return changes.stream().map(this::document).toList();
    }

    /** The body is written, and a reply of as many items read. */
    @Benchmark
    public List<Outcome> bulkBodyAndReply() {
        return bulks.write(operations, Deadline.in(QueueWorker.TIMEOUT, Ticker.SYSTEM));
    }

    static Map<String, String> names() {
        return Map.of(
                "eventJsonToEvent", "event JSON to event (Lambda's runtime)",
                "eventToMessages", "event to changes to messages",
                "messagesToChanges", "messages to changes",
                "changesToDocuments", "changes to documents",
                "bulkBodyAndReply", "bulk body and reply");
    }
}
