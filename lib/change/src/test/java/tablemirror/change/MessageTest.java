package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tablemirror.change.Change.Effect;
import tablemirror.change.MessageReader.Answer;

class MessageTest {
    private final MessageReader reader = new MessageReader("Things", Samples.ID);

    /** The files are what was released: a change here breaks messages that wait in somebody's queue. */
    record Golden(String file, Change change) {}

    static Stream<Golden> goldens() {
        return Stream.of(
                new Golden(
                        "message-1/upsert.json",
                        Samples.change(Samples.key("42"), new Effect.Upsert(Samples.everything()))),
                new Golden("message-1/remove.json", Samples.change(Samples.key("42"), new Effect.Remove())),
                new Golden("message-1/reread.json", Samples.change(Samples.key("4 é"), new Effect.Reread())));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void theFormatIsTheOneReleased(Golden golden) throws IOException {
        assertEquals(text(golden.file), Message.body(golden.change));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyFormatReleasedIsRead(Golden golden) throws IOException {
        assertEquals(new Answer.Read(golden.change), reader.read(text(golden.file)));
    }

    @Test
    void theBodyIsPrintableAsciiWhateverTheItemHolds() {
        String body = Message.body(Samples.change(Samples.key("42"), new Effect.Upsert(Samples.everything())));
        assertTrue(body.chars().allMatch(c -> c >= ' ' && c < 0x7f), body);
    }

    @Test
    void aCompositeKeyKeepsItsOrder() {
        Key key = Samples.ID_AND_RANK.key(Map.of("rank", new Value.N("1"), "id", new Value.B(new byte[] {1})));
        Answer answer = new MessageReader("Things", Samples.ID_AND_RANK)
                .read(Message.body(Samples.change(key, new Effect.Remove())));
        Change change = assertInstanceOf(Answer.Read.class, answer).change();
        assertEquals(
                List.of("id", "rank"), List.copyOf(change.key().attributes().keySet()));
        assertEquals("AQ|1", change.key().documentId());
    }

    @Test
    void anotherTablesMessageIsRefusedWithBothNames() {
        String reason = refusal(new MessageReader("Cities", Samples.ID), "message-1/remove.json");
        assertEquals("message of table Things, but TableName is Cities", reason);
    }

    @Test
    void otherKeyNamesAreRefusedWithBothNames() {
        String reason = refusal(new MessageReader("Things", Samples.ID_AND_RANK), "message-1/remove.json");
        assertTrue(reason.contains("[id]") && reason.contains("[id, rank]"), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"S\":\"\"}",
                "{\"B\":\"\"}",
                "{\"N\":\"1E2147483647\"}",
                "{\"N\":\"1E1999999999\"}",
                "{\"N\":\"1E-131\"}",
                "{\"BOOL\":true}"
            })
    void aKeyThatDynamoDbCannotHaveIsRefused(String key) throws IOException {
        String body = text("message-1/remove.json").replace("{\"S\":\"42\"}", key);
        assertInstanceOf(Answer.Refused.class, reader.read(body));
    }

    @Test
    void theLongestAttributeNameIsRead() {
        Item item = new Item(Map.of("n".repeat(1 << 16), new Value.Null()));
        Change change = Samples.change(Samples.key("42"), new Effect.Upsert(item));
        assertEquals(new Answer.Read(change), reader.read(Message.body(change)));
    }

    @Test
    void aNewerFormatIsRefusedNotDeclaredMalformed() {
        Answer answer = reader.read("{\"format\":2,\"whatever\":[1]}");
        assertTrue(assertInstanceOf(Answer.Refused.class, answer).reason().contains("format 2"));
        assertInstanceOf(Answer.Refused.class, reader.read("{\"format\":99999999999}"));
    }

    @Test
    void fieldsItDoesNotKnowArePassedOver() throws IOException {
        String body = text("message-1/remove.json").replace("\"kind\"", "\"new\":{\"a\":[1,{}]},\"kind\"");
        assertInstanceOf(Answer.Read.class, reader.read(body));
    }

    static Stream<String> malformed() throws IOException {
        String good = text("message-1/upsert.json");
        return Stream.of(
                "",
                "hello",
                "[]",
                "null",
                "{}",
                "{\"format\":1}",
                "{\"format\":\"1\"",
                good + "x",
                good + good,
                good.replace("UPSERT", "UPSET"),
                good.replace("\"version\":", "\"version\":-"),
                good.replace("\"version\":", "\"version\":1e999"),
                good.replace("2026-11-20T10:15:30Z", "yesterday"),
                good.replace("2026-11-20T10:15:30Z", "-1000000000-01-01T00:00:00Z"),
                good.replace("4421584500000000017450439091", "first"),
                good.replace("\"N\":\"0\"", "\"N\":\"zero\""),
                good.replace("\"N\":\"0\"", "\"N\":0"),
                good.replace("\"N\":\"0\"", "\"N\":\"0\",\"S\":\"0\""),
                good.replace("\"N\":\"0\"", "\"Q\":\"0\""),
                good.replace("\"B\":\"AP8+Pw==\"", "\"B\":\"*\""),
                good.replace("\"image\"", "\"picture\""),
                "{\"format\":1,\"keys\":" + "{\"a\":{\"M\":".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedBodyIsAnAnswer(String body) {
        Answer answer = reader.read(body);
        assertFalse(assertInstanceOf(Answer.Malformed.class, answer).reason().isBlank());
    }

    @Test
    void noBytesMakeItThrow() throws IOException {
        byte[] good = text("message-1/upsert.json").getBytes(UTF_8);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            assertInstanceOf(Answer.class, reader.read(new String(bad, UTF_8)));
        }
    }

    @Test
    void theReasonHoldsNothingOfTheContent() {
        for (String body : List.of(
                "secret",
                "{\"format\":1,\"keys\":{\"a\":{\"N\":\"secret\"}}}",
                "{\"format\":1,\"createdAt\":\"secret\"}")) {
            String reason =
                    assertInstanceOf(Answer.Malformed.class, reader.read(body)).reason();
            assertFalse(reason.contains("secret"), reason);
        }
    }

    private static String refusal(MessageReader reader, String file) {
        try {
            return assertInstanceOf(Answer.Refused.class, reader.read(text(file)))
                    .reason();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(MessageTest.class.getResourceAsStream("/" + file), file)) {
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }
}
