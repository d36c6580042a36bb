package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** A change to the table reaches the index, through the packaged functions and the real servers. */
@TestInstance(Lifecycle.PER_CLASS)
class PipelineIT {
    private Mirror mirror;

    @BeforeAll
    void start() throws InterruptedException {
        mirror = Mirror.start(LocalOptions.defaults().withTable("Things").withPartitionKey("id:S"));
        mirror.change("_settings", "{\"index.gc_deletes\": \"100ms\"}");
        mirror.change(
                "_mapping", "{\"properties\": {\"price\": {\"type\": \"integer\", \"ignore_malformed\": false}}}");
    }

    @AfterAll
    void stop() {
        mirror.close();
    }

    @Test
    void anItemIsInsertedModifiedAndRemoved() {
        mirror.put("life", "stage", text("inserted"));
        mirror.awaitDocument("life", document -> is(document, "stage", "inserted"));
        mirror.put("life", "stage", text("modified"));
        mirror.awaitDocument("life", document -> is(document, "stage", "modified"));
        mirror.delete("life");
        mirror.awaitNoDocument("life");
    }

    @Test
    void everyTypeOfAttributeArrivesExactly() throws IOException {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", text("types"));
        item.put("string", text("\u0000 \"\\ \uFFFE é 漢 \uD83D\uDE00"));
        item.put("empty", text(""));
        item.put("digits38", AttributeValue.fromN("12345678901234567890123456789012345678"));
        item.put("least", AttributeValue.fromN("1E-130"));
        item.put("greatest", AttributeValue.fromN("9.9999999999999999999999999999999999999E+125"));
        item.put("binary", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 62, 63})));
        item.put("yes", AttributeValue.fromBool(true));
        item.put("no", AttributeValue.fromBool(false));
        item.put("nothing", AttributeValue.fromNul(true));
        item.put("list", AttributeValue.fromL(List.of(text("a"), text("b"))));
        item.put("map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromM(Map.of("deep", text("x"))))));
        item.put("strings", AttributeValue.fromSs(List.of("a", "b")));
        item.put("numbers", AttributeValue.fromNs(List.of("1", "2.5")));
        item.put("binaries", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1}))));
        mirror.put(item);
        JsonNode document = mirror.awaitDocument("types", any -> true);
        assertEquals(
                "\u0000 \"\\ \uFFFE é 漢 \uD83D\uDE00", document.path("string").asText());
        assertEquals("", document.path("empty").asText("none"));
        assertEquals("AP8+Pw==", document.path("binary").asText());
        assertTrue(document.path("yes").isBoolean() && document.path("yes").asBoolean());
        assertTrue(document.path("no").isBoolean() && !document.path("no").asBoolean());
        assertTrue(document.path("nothing").isNull());
        assertEquals("[\"a\",\"b\"]", document.path("list").toString());
        assertEquals("x", document.at("/map/inner/deep").asText());
        assertEquals(2, document.path("strings").size());
        assertEquals(2, document.path("numbers").size());
        assertEquals("[\"AQ==\"]", document.path("binaries").toString());
        assertTrue(document.has("indexedAt"));
        JsonNode exact = exactly(mirror.at("_source/types"));
        exact.properties().forEach(field -> {
            AttributeValue value = item.getOrDefault(field.getKey(), text("absent"));
            if (value.n() != null) {
                assertEquals(
                        0, new BigDecimal(value.n()).compareTo(field.getValue().decimalValue()), field.getKey());
            }
        });
    }

    @Test
    void anItemOf399KilobytesIsIndexed() {
        String large = "x".repeat(399 * 1024 - 100);
        mirror.put("large", "content", text(large));
        assertEquals(
                large,
                mirror.awaitDocument("large", any -> true).path("content").asText());
    }

    @Test
    void anItemTooLargeForAMessageIsIndexed() {
        // Two bytes an element in the table, fourteen in a message: over 2 MiB.
        List<AttributeValue> values = Collections.nCopies(180_000, AttributeValue.fromBool(true));
        mirror.put("wide", "flags", AttributeValue.fromL(values));
        assertEquals(
                180_000, mirror.awaitDocument("wide", any -> true).path("flags").size());
    }

    @Test
    void aHundredChangesOfOneItemEndInTheLast() {
        for (int i = 1; i <= 100; i++) {
            mirror.put("hot", "count", AttributeValue.fromN(Integer.toString(i)));
        }
        mirror.awaitDocument("hot", document -> document.path("count").asInt() == 100);
        mirror.awaitQuiet();
        assertEquals(100, mirror.awaitDocument("hot", any -> true).path("count").asInt());
    }

    @Test
    void aPoisonedItemHurtsOnlyItselfAndComesBackWhenItIsMended() throws InterruptedException {
        IntStream.range(0, 10)
                .forEach(i -> mirror.put("mixed" + i, "price", i == 4 ? text("no number") : AttributeValue.fromN("1")));
        IntStream.range(0, 10).filter(i -> i != 4).forEach(i -> mirror.awaitDocument("mixed" + i, any -> true));
        Message letter = mirror.awaitDeadLetter();
        assertEquals("mapper_parsing_exception", attribute(letter, "ErrorType"));
        assertEquals("mixed4", attribute(letter, "DocumentId"));
        assertEquals("things", attribute(letter, "Index"));
        assertTrue(attribute(letter, "ErrorReason").contains("failed to parse field [price]"), letter.toString());
        assertFalse(letter.body().contains("no number"), letter.body());

        JsonNode inspected = mirror.replayer("{}");
        assertEquals(1, inspected.path("matched").asInt(), inspected.toString());
        assertEquals("mixed4", inspected.at("/groups/0/samples/0/documentId").asText());

        // A later good change of the item goes its own way.
        mirror.put("mixed4", "price", AttributeValue.fromN("4"));
        mirror.awaitDocument("mixed4", document -> document.path("price").asInt() == 4);

        // Mended in the table while the stream stands still: only the replay can bring it in.
        EventSource stream = mirror.application().eventSource("Producer");
        stream.pause();
        try {
            mirror.put("mixed4", "price", AttributeValue.fromN("5"));
            JsonNode replayed = mirror.replayer("{\"action\":\"replay\",\"where\":{\"documentId\":\"mixed4\"}}");
            assertEquals(1, replayed.path("replayed").asInt(), replayed.toString());
            mirror.awaitDocument("mixed4", document -> document.path("price").asInt() == 5);
        } finally {
            stream.resume();
        }
        assertEquals(0, mirror.waiting("DeadLetters"));
    }

    /** What stands there with all the digits of its numbers. */
    private static JsonNode exactly(URI address) throws IOException {
        try (InputStream in = address.toURL().openStream()) {
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(in);
        }
    }

    private static boolean is(JsonNode document, String field, String value) {
        return document.path(field).asText().equals(value);
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes()
                .getOrDefault(
                        name,
                        MessageAttributeValue.builder().stringValue("none").build())
                .stringValue();
    }
}
