package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what a refusal of the whole request means for its operations. */
class BulkWriterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Outcome APPLIED = new Outcome.Applied();

    @Test
    void writesOneActionLineAndTheDocumentAsItIs() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.reply(
                200, "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}},{\"delete\":{\"status\":200}}]}"));
        String id = "a\"b\\|\n\u0001é😀";

        List<Outcome> outcomes = new BulkWriter(openSearch, "products", 1_000_000)
                .write(
                        List.of(
                                index(id, Long.MAX_VALUE, "{\"n\": 1.2345678901234567890123456789012345678E+100}"),
                                new Operation.Delete("2", 0)),
                        openSearch.in(MINUTE));

        Request request = openSearch.requests.getFirst();
        assertEquals(List.of(APPLIED, APPLIED), outcomes);
        assertEquals("POST /products/_bulk", request.toString());
        assertEquals("true", request.query().get("require_alias"));
        assertEquals("10000ms", request.query().get("timeout"));
        assertEquals("""
                {"index":{"_id":"a\\"b\\\\|\\n\\u0001é😀","version":9223372036854775807,"version_type":"external_gte"}}
                {"n": 1.2345678901234567890123456789012345678E+100}
                {"delete":{"_id":"2","version":0,"version_type":"external_gte"}}
                """, new String(request.body(), StandardCharsets.UTF_8));
    }

    @Test
    void aliasIsPercentEncodedInThePath() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.applied(ids));

        new BulkWriter(openSearch, "a/b ü", 1000).write(documents(1), openSearch.in(MINUTE));

        assertEquals("/a%2Fb%20%C3%BC/_bulk", openSearch.requests.getFirst().path());
    }

    @Test
    void serverTimeoutIsHalfOfWhatIsLeft() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.applied(ids));

        new BulkWriter(openSearch, "products", 1000).write(documents(1), openSearch.in(Duration.ofSeconds(5)));

        assertEquals("2500ms", openSearch.requests.getFirst().query().get("timeout"));
    }

    @Test
    void deletesThatTravelAloneTakeAGuardAlong() {
        Scripted openSearch = new Scripted(
                (request, ids) -> Golden.read("guard-present.200.json").reply());

        List<Outcome> outcomes = new BulkWriter(openSearch, "products", 1000)
                .write(List.of(new Operation.Delete("1", 3)), openSearch.in(MINUTE));

        assertEquals(List.of(APPLIED), outcomes);
        assertEquals("""
                {"update":{"_id":"require-alias"}}
                {"doc":{}}
                {"delete":{"_id":"1","version":3,"version_type":"external_gte"}}
                """, new String(openSearch.requests.getFirst().body(), StandardCharsets.UTF_8));
    }

    @Test
    void nothingToWriteSendsNothing() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.applied(ids));

        assertEquals(List.of(), new BulkWriter(openSearch, "products", 1000).write(List.of(), openSearch.in(MINUTE)));
        assertEquals(List.of(), openSearch.requests);
    }

    @Test
    void cutsAtTheLimitAndLetsALargerOneGoAlone() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.applied(ids));
        List<Operation> operations = List.of(
                index("0", 1, "{}"),
                index("1", 1, "{}"),
                index("2", 1, "{\"a\":\"" + "x".repeat(900) + "\"}"),
                index("3", 1, "{}"));
        int two = (int) (2 * BulkBody.bytes(operations.getFirst())) + BulkBody.GUARD_BYTES;

        List<Outcome> outcomes = new BulkWriter(openSearch, "products", two).write(operations, openSearch.in(MINUTE));
        new BulkWriter(openSearch, "products", two - 1).write(operations.subList(0, 2), openSearch.in(MINUTE));

        assertEquals(Collections.nCopies(4, APPLIED), outcomes);
        assertEquals(
                List.of(List.of("0", "1"), List.of("2"), List.of("3"), List.of("0"), List.of("1")), openSearch.sent);
    }

    @Test
    void guiltyOperationIsFoundAndAloneRejected() {
        Reply refused = Golden.read("long-id.400.json").reply();
        Scripted openSearch = new Scripted(
                (request, ids) -> ids.contains("5") || ids.contains("6") ? refused : Scripted.applied(ids));

        List<Outcome> outcomes =
                new BulkWriter(openSearch, "products", 100_000).write(documents(10), openSearch.in(MINUTE));

        for (int i = 0; i < 10; i++) {
            if (i == 5 || i == 6) {
                Outcome.Rejected rejected = assertInstanceOf(Outcome.Rejected.class, outcomes.get(i));
                assertEquals("action_request_validation_exception", rejected.type());
            } else {
                assertEquals(APPLIED, outcomes.get(i));
            }
        }
    }

    @Test
    void everyWholeRequestFaultOfAnOperationIsBisected() {
        for (String name : List.of("negative-version", "huge-version", "bad-action", "newline-in-doc")) {
            Reply refused = Golden.read(name + ".400.json").reply();
            Scripted openSearch = new Scripted((request, ids) -> ids.contains("0") ? refused : Scripted.applied(ids));

            List<Outcome> outcomes =
                    new BulkWriter(openSearch, "products", 100_000).write(documents(2), openSearch.in(MINUTE));

            assertInstanceOf(Outcome.Rejected.class, outcomes.getFirst(), name);
            assertEquals(APPLIED, outcomes.getLast(), name);
        }
    }

    @Test
    void bisectingEndsAtTheDeadline() {
        Reply refused = Golden.read("long-id.400.json").reply();
        Scripted openSearch = new Scripted((request, ids) -> ids.contains("7") ? refused : Scripted.applied(ids));

        // A second each: all eight are refused, the first four are applied, then time is over.
        List<Outcome> outcomes = new BulkWriter(openSearch, "products", 100_000)
                .write(documents(8), openSearch.in(Duration.ofSeconds(2)));

        assertEquals(List.of(8, 4), openSearch.sent.stream().map(List::size).toList());
        assertEquals(Collections.nCopies(4, APPLIED), outcomes.subList(0, 4));
        assertEquals(
                Collections.nCopies(4, new Outcome.Unavailable("alias products: not sent, the deadline has passed")),
                outcomes.subList(4, 8));
    }

    @Test
    void tooLargeRequestIsHalvedAndASingleOneRejected() {
        Scripted openSearch = new Scripted((request, ids) -> ids.size() > 2 || ids.contains("0")
                ? Scripted.reply(413, "{\"Message\":\"too large\"}")
                : Scripted.applied(ids));

        List<Outcome> outcomes =
                new BulkWriter(openSearch, "products", 100_000).write(documents(4), openSearch.in(MINUTE));

        assertEquals(
                "request_too_large",
                assertInstanceOf(Outcome.Rejected.class, outcomes.getFirst()).type());
        assertEquals(Collections.nCopies(3, APPLIED), outcomes.subList(1, 4));
    }

    @Test
    void faultOfTheWholeEndsTheCallWithoutSendingTheRest() {
        Scripted openSearch = new Scripted((request, ids) -> Scripted.reply(503, "<html>Service Unavailable</html>"));

        List<Outcome> outcomes = new BulkWriter(openSearch, "products", 100).write(documents(3), openSearch.in(MINUTE));

        assertEquals(1, openSearch.requests.size());
        assertEquals(
                Collections.nCopies(3, new Outcome.Unavailable("alias products: 503 <html>Service Unavailable</html>")),
                outcomes);
    }

    @Test
    void proxysTooManyRequestsIsThrottledForAll() {
        Scripted openSearch =
                new Scripted((request, ids) -> Scripted.reply(429, "429 Too Many Requests /products/_bulk"));

        List<Outcome> outcomes =
                new BulkWriter(openSearch, "products", 100_000).write(documents(3), openSearch.in(MINUTE));

        assertEquals(
                Collections.nCopies(
                        3, new Outcome.Throttled("alias products: 429 429 Too Many Requests /products/_bulk")),
                outcomes);
    }

    @Test
    void noReplyIsUnavailable() {
        Scripted openSearch = new Scripted((request, ids) -> {
            throw new ConnectException("refused");
        });

        List<Outcome> outcomes =
                new BulkWriter(openSearch, "products", 100_000).write(documents(2), openSearch.in(MINUTE));

        assertEquals(
                Collections.nCopies(2, new Outcome.Unavailable("alias products: java.net.ConnectException: refused")),
                outcomes);
    }

    @Test
    void replyThatIsNotOneOfABulkIsUnavailable() {
        List<String> bodies = List.of(
                "",
                "<html>",
                "[]",
                "{",
                "{}",
                "null",
                "{\"items\":[]}",
                "{\"items\":5}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":\"x\"}}]}",
                "{\"errors\":true,\"items\":[{\"index\":{\"status\":201}}",
                "{\"errors\":true,\"items\":[{\"index\":{}}]}",
                "{\"errors\":false,\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":201}}]}",
                "{\"error\":\"odd\",\"status\":200}");
        for (String body : bodies) {
            Scripted openSearch = new Scripted((request, ids) -> Scripted.reply(200, body));

            List<Outcome> outcomes =
                    new BulkWriter(openSearch, "products", 100_000).write(documents(1), openSearch.in(MINUTE));

            assertInstanceOf(Outcome.Unavailable.class, outcomes.getFirst(), body);
        }
    }

    @Test
    void breakerLooksAtTheWholeCall() throws IOException {
        String item =
                new String(Golden.read("rejected/mixed-list.200.json").reply().body(), StandardCharsets.UTF_8).strip();
        Scripted openSearch = new Scripted((request, ids) -> Scripted.reply(200, item));

        // One document to a request.
        List<Outcome> outcomes = new BulkWriter(openSearch, "products", 1).write(documents(20), openSearch.in(MINUTE));

        assertEquals(20, openSearch.requests.size());
        for (Outcome outcome : outcomes) {
            assertTrue(assertInstanceOf(Outcome.Held.class, outcome)
                    .cause()
                    .startsWith("alias products refuses most documents as illegal_argument_exception"));
        }
    }

    @Test
    void operationsThatWouldSpoilABulkDoNotExist() {
        assertThrows(IllegalArgumentException.class, () -> new Operation.Delete("", 1));
        assertThrows(IllegalArgumentException.class, () -> new Operation.Delete("1", -1));
        assertThrows(IllegalArgumentException.class, () -> index("1", 1, "{}\n{\"delete\":{}}"));
    }

    private static List<Operation> documents(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> index(Integer.toString(i), 1, "{}"))
                .toList());
    }

    private static Operation index(String id, long version, String document) {
        return new Operation.Index(id, version, document.getBytes(StandardCharsets.UTF_8));
    }
}
