package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tablemirror.replayer.Request.Action;
import tablemirror.replayer.Request.Source;
import tablemirror.replayer.Request.Where;

class RequestReaderTest {
    record Refusal(String json, String message) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", " ", "{\"action\":\"inspect\",\"from\":\"dlq\",\"dryRun\":true}"})
    void anEmptyRequestInspectsEverything(String json) {
        Request request = read(json);
        assertEquals(Action.INSPECT, request.action());
        assertEquals(Source.DLQ, request.from());
        assertTrue(request.where().isEverything());
        assertEquals(10_000, request.limit());
        assertTrue(request.onlyLooks());
    }

    @Test
    void everyFieldIsRead() {
        assertEquals(
                new Request(
                        Action.REPLAY,
                        Source.DLQ,
                        new Where(
                                Optional.of("t"),
                                Optional.of("42"),
                                Optional.of("4"),
                                Optional.of("m"),
                                Optional.of(Instant.parse("2026-11-20T11:00:00Z")),
                                Optional.of(Instant.parse("2026-11-20T12:00:00Z")),
                                Optional.of("why")),
                        7,
                        Optional.of(9),
                        true),
                read("""
                        {"action": "replay", "from": "dlq", "limit": 7, "ratePerSecond": 9, "dryRun": true, "where": {
                          "errorType": "t", "documentId": "42", "idPrefix": "4", "messageId": "m",
                          "rejectedAfter": "2026-11-20T12:00:00+01:00", "rejectedBefore": "2026-11-20T12:00:00Z",
                          "reasonContains": "why"}}"""));
    }

    @Test
    void discardIsTakenWhenItIsConfirmedOrDry() {
        assertEquals(
                Action.DISCARD,
                read("{\"action\":\"discard\",\"confirm\":true}").action());
        assertTrue(read("{\"action\":\"discard\",\"dryRun\":true}").onlyLooks());
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal("[]", "request must be a JSON object like {\"action\": \"inspect\"}"),
                new Refusal(
                        "{\"action\":\"delete\"}",
                        "action is \"delete\", must be \"inspect\" or \"replay\" or \"discard\""),
                new Refusal("{\"from\":\"S3\"}", "from is \"S3\", must be \"dlq\" or \"s3\""),
                new Refusal(
                        "{\"actoin\":1}",
                        "unknown field actoin, allowed: action, from, where, limit, ratePerSecond, dryRun, confirm"),
                new Refusal(
                        "{\"where\":{\"id\":1}}",
                        "unknown field where.id, allowed: where.errorType, where.documentId, where.idPrefix,"
                                + " where.messageId, where.rejectedAfter, where.rejectedBefore, where.reasonContains"),
                new Refusal("{\"where\":\"42\"}", "where is \"42\", must be an object like {\"documentId\": \"42\"}"),
                new Refusal("{\"where\":{\"documentId\":42}}", "where.documentId is 42, must be a string, not empty"),
                new Refusal("{\"where\":{\"idPrefix\":\"\"}}", "where.idPrefix is \"\", must be a string, not empty"),
                new Refusal(
                        "{\"where\":{\"rejectedAfter\":\"yesterday\"}}",
                        "where.rejectedAfter is \"yesterday\", must be a time like \"2026-11-20T12:00:00Z\""),
                new Refusal(
                        "{\"where\":{\"rejectedAfter\":\"2026-11-20T12:00:00Z\",\"rejectedBefore\":\"2026-11-20T12:00:00Z\"}}",
                        "where.rejectedAfter must be earlier than where.rejectedBefore"),
                new Refusal("{\"limit\":0}", "limit is 0, must be a whole number in 1..100000"),
                new Refusal("{\"limit\":100001}", "limit is 100001, must be a whole number in 1..100000"),
                new Refusal("{\"limit\":\"5\"}", "limit is \"5\", must be a whole number in 1..100000"),
                new Refusal(
                        "{\"action\":\"replay\",\"ratePerSecond\":10001}",
                        "ratePerSecond is 10001, must be a whole number in 1..10000"),
                new Refusal("{\"ratePerSecond\":5}", "ratePerSecond is for \"action\": \"replay\" only"),
                new Refusal("{\"dryRun\":\"yes\"}", "dryRun is \"yes\", must be true or false"),
                new Refusal(
                        "{\"action\":\"discard\"}",
                        "discard deletes dead letters for good: add \"confirm\": true, or \"dryRun\": true to see them"
                                + " first"),
                new Refusal(
                        "{\"action\":\"discard\",\"confirm\":false}",
                        "discard deletes dead letters for good: add \"confirm\": true, or \"dryRun\": true to see them"
                                + " first"),
                new Refusal("{\"action\":\"replay\",\"confirm\":true}", "confirm is for \"action\": \"discard\" only"),
                new Refusal(
                        "{\"action\":\"discard\",\"from\":\"s3\",\"confirm\":true}",
                        "discard is for dead letters: delete objects of the bucket yourself, or replay them"),
                new Refusal(
                        "{\"from\":\"s3\",\"where\":{\"messageId\":\"m\"}}",
                        "where.messageId and where.reasonContains are for dead letters: objects of the bucket have"
                                + " none"));
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
        return RequestReader.read(json.getBytes(UTF_8));
    }
}
