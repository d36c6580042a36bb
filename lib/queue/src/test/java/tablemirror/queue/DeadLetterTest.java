package tablemirror.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void itSaysWhy() {
        assertEquals(
                Map.of(
                        "ErrorType", "mapper_parsing_exception",
                        "ErrorReason", "failed to parse",
                        "DocumentId", "42",
                        "Index", "things",
                        "RejectedAt", "2026-11-20T10:15:30Z"),
                attributes("mapper_parsing_exception", "failed to parse", "42"));
    }

    @Test
    void aReasonIsCutAt1024BytesBetweenCharacters() {
        assertEquals(1024, reasonBytes("é".repeat(512)));
        assertEquals(1023, reasonBytes("x" + "é".repeat(512)));
        assertEquals(1024, reasonBytes("\uD83D\uDE00".repeat(300)));
    }

    @Test
    void whatSqsWouldRefuseIsReplaced() {
        Map<String, String> attributes = attributes("", "a\u0000b\uFFFE", "\uD83D\uDE00\uD83D");
        assertEquals("-", attributes.get("ErrorType"));
        assertEquals("a\uFFFDb\uFFFD", attributes.get("ErrorReason"));
        assertEquals("\uD83D\uDE00\uFFFD", attributes.get("DocumentId"));
    }

    @Test
    void aBodyThatFillsTheMessageGoesWithoutReason() {
        DeadLetter letter = new DeadLetter("t", "r", "1", "things", NOW);
        int room = Outgoing.MAX_BYTES - letter.message("g", "d", "").bytes();
        assertEquals(5, letter.message("g", "d", "x".repeat(room)).attributes().size());
        assertEquals(
                0, letter.message("g", "d", "x".repeat(room + 1)).attributes().size());
    }

    private static int reasonBytes(String reason) {
        return String.valueOf(attributes("t", reason, "1").get("ErrorReason")).getBytes(UTF_8).length;
    }

    private static Map<String, String> attributes(String type, String reason, String id) {
        return new DeadLetter(type, reason, id, "things", NOW)
                .message("g", "d", "{}")
                .attributes();
    }
}
