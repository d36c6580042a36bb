package tablemirror.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;

class StreamRecordsTest {
    private static final KeySchema ID = new KeySchema("id", null);

    @Test
    void anEventIsReadAsLambdaReadsIt() throws IOException {
        List<Change> changes = new StreamRecords("Things", ID).changes(event());
        Change insert = changes.get(0);
        assertEquals("42", insert.key().documentId());
        assertEquals(
                new Origin(
                        "c4ca4238a0b923820dcc509a6f75849b",
                        "4421584500000000017450439091",
                        Instant.ofEpochSecond(1795169730)),
                insert.origin());
        assertEquals(new Effect.Upsert(new Item(image())), insert.effect());
        assertEquals(new Effect.Remove(), changes.get(1).effect());
    }

    @Test
    void anImageThatTheStreamDoesNotCarryIsReadLater() throws IOException {
        DynamodbEvent event = event();
        event.getRecords().getFirst().getDynamodb().setNewImage(null);
        assertEquals(
                new Effect.Reread(),
                new StreamRecords("Things", ID).changes(event).getFirst().effect());
    }

    @Test
    void aRecordOfAnotherTableIsRefusedWithBothNames() throws IOException {
        DynamodbEvent event = event();
        StreamRecords records = new StreamRecords("Cities", ID);
        assertEquals(
                "record c4ca4238a0b923820dcc509a6f75849b is of table Things, but TableName is Cities: "
                        + "set StreamArn and TableName to the same table",
                assertThrows(IllegalArgumentException.class, () -> records.changes(event))
                        .getMessage());
    }

    @Test
    void otherKeyAttributesAreRefusedWithBothNames() throws IOException {
        DynamodbEvent event = event();
        StreamRecords records = new StreamRecords("Things", new KeySchema("id", "rank"));
        assertEquals(
                "record c4ca4238a0b923820dcc509a6f75849b of table Things: key attributes [id], "
                        + "but PartitionKey and SortKey say [id, rank]: set the two parameters to the table's own",
                assertThrows(IllegalArgumentException.class, () -> records.changes(event))
                        .getMessage());
    }

    @Test
    void wrongSettingsAreNamedAllAtOnce() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ProducerSettings.from(Map.of("PARTITION_KEY", "id", "SORT_KEY", "id")));
        assertEquals(
                "wrong settings: TABLE_NAME is not set; PARTITION_KEY and SORT_KEY are both id, must differ; "
                        + "QUEUE_URL is not set. "
                        + "They come from the parameters of template.yaml.",
                refusal.getMessage());
    }

    private static Map<String, Value> image() {
        return Map.ofEntries(
                Map.entry("id", new Value.S("42")),
                Map.entry("digits38", new Value.N("12345678901234567890123456789012345678")),
                Map.entry("binary", new Value.B(new byte[] {0, -1, 62, 63})),
                Map.entry("yes", new Value.Bool(true)),
                Map.entry("no", new Value.Bool(false)),
                Map.entry("nothing", new Value.Null()),
                Map.entry("list", new Value.L(List.of(new Value.S("a"), new Value.N("-1.50"), new Value.L(List.of())))),
                Map.entry("map", new Value.M(Map.of("inner", new Value.M(Map.of())))),
                Map.entry("texts", new Value.Ss(List.of(new Value.S("b"), new Value.S("a")))),
                Map.entry("numbers", new Value.Ns(List.of(new Value.N("2"), new Value.N("1")))),
                Map.entry("binaries", new Value.Bs(List.of(new Value.B(new byte[] {1}), new Value.B(new byte[] {2})))),
                Map.entry("empty", new Value.S("")));
    }

    private static DynamodbEvent event() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(StreamRecordsTest.class.getResourceAsStream("/event.json"), "event.json")) {
            return LambdaEventSerializers.serializerFor(DynamodbEvent.class, ClassLoader.getSystemClassLoader())
                    .fromJson(new String(in.readAllBytes(), UTF_8));
        }
    }
}
