package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tablemirror.replayer.Request.Action;

class RequestTest {
    record Refusal(String json, String message) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", " ", "{\"action\":\"inspect\"}"})
    void anEmptyRequestInspectsEverything(String json) {
        assertEquals(new Request(Action.INSPECT, Optional.empty(), 10_000), read(json));
    }

    @Test
    void everyFieldIsRead() {
        assertEquals(
                new Request(Action.REPLAY, Optional.of("42"), 7),
                read("{\"action\":\"replay\",\"where\":{\"documentId\":\"42\"},\"limit\":7}"));
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal("[]", "request must be a JSON object like {\"action\": \"inspect\"}"),
                new Refusal("{\"action\":\"delete\"}", "action is \"delete\", must be \"inspect\" or \"replay\""),
                new Refusal("{\"actoin\":1}", "unknown field actoin, allowed: action, limit, where"),
                new Refusal("{\"where\":{\"id\":1}}", "unknown field where.id, allowed: where.documentId"),
                new Refusal("{\"where\":\"42\"}", "where is \"42\", must be an object like {\"documentId\": \"42\"}"),
                new Refusal("{\"where\":{\"documentId\":42}}", "where.documentId is 42, must be a string"),
                new Refusal("{\"limit\":0}", "limit is 0, must be a whole number in 1..100000"),
                new Refusal("{\"limit\":100001}", "limit is 100001, must be a whole number in 1..100000"),
                new Refusal("{\"limit\":\"5\"}", "limit is \"5\", must be a whole number in 1..100000"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNotUnderstoodIsRefusedWithWhatIsAllowed(Refusal refusal) {
        assertEquals(
                refusal.message,
                assertThrows(IllegalArgumentException.class, () -> read(refusal.json))
                        .getMessage());
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String json : new String[] {"{", "{} {}", "hello"}) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> read(json));
            assertTrue(String.valueOf(refusal.getMessage()).startsWith("request is no JSON"), refusal.getMessage());
        }
    }

    private static Request read(String json) {
        return Request.read(json.getBytes(UTF_8));
    }
}
