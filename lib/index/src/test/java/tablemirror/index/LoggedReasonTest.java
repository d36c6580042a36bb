package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Causes say what is wrong and quote no item. */
class LoggedReasonTest {
    private static final String SECRET = "4711-secret";

    private record Case(String type, String reason, String told) {}

    @Test
    void aReasonIsToldAsFarAsItQuotesNoValue() {
        List<Case> cases = List.of(
                new Case(
                        "mapper_parsing_exception",
                        "failed to parse field [price] of type [long] in document with id '1'. Preview of field's"
                                + " value: '4711-secret' (caused by illegal_argument_exception: For input string:"
                                + " \"4711-secret\")",
                        "mapper_parsing_exception: failed to parse field [price] of type [long]"),
                new Case("mapper_parsing_exception", "failed to parse: 4711-secret", "mapper_parsing_exception"),
                new Case(
                        "strict_dynamic_mapping_exception",
                        "mapping set to strict, dynamic introduction of [colour] within [_doc] is not allowed",
                        "strict_dynamic_mapping_exception: mapping set to strict, dynamic introduction of [colour]"
                                + " within [_doc] is not allowed"),
                new Case(
                        "illegal_argument_exception",
                        "Document contains at least one immense term in field=\"name\" (whose UTF8 encoding is longer"
                                + " than the max length 32766), prefix of the first immense term is: '4711-secret...'",
                        "illegal_argument_exception: Document contains at least one immense term in field=\"name\""),
                new Case(
                        "date_time_parse_exception",
                        "Text '4711-secret' could not be parsed",
                        "date_time_parse_exception"),
                new Case(
                        "cluster_block_exception",
                        "index [products] blocked by: [FORBIDDEN/8/index write (api)];",
                        "cluster_block_exception: index [products] blocked by: [FORBIDDEN/8/index write (api)];"));
        for (Case each : cases) {
            assertEquals(each.told(), LoggedReason.of(each.type(), each.reason()));
        }
    }

    @Test
    void noCauseOfWhatComesAgainQuotesAnItem() {
        Fault fault = new Fault("unheard_of_exception", "value " + SECRET, "number_format_exception", SECRET);
        Operation operation = new Operation.Index("1", 5, "{}".getBytes(UTF_8));
        for (int status : new int[] {400, 404, 429, 500, 503}) {
            quotesNothing(Classifier.item(operation, new BulkReply.Item(status, Optional.of(fault))));
            quotesNothing(Classifier.request(new Reply(status, new byte[0]), Optional.of(fault)));
        }
        Scripted cut = new Scripted(
                (request, ids) -> Scripted.reply(200, "{\"errors\":true,\"items\":[{\"index\":{\"error\":\"" + SECRET));
        new BulkWriter(cut, "products", 1 << 20)
                .write(List.of(operation), cut.in(Duration.ofMinutes(1)))
                .forEach(LoggedReasonTest::quotesNothing);
        Scripted tooFew = new Scripted((request, ids) -> Scripted.reply(
                200, "{\"items\":[{\"index\":{\"error\":\"%s\"}},{\"index\":{}},{\"index\":{}}]}".formatted(SECRET)));
        new BulkWriter(tooFew, "products", 1 << 20)
                .write(List.of(operation), tooFew.in(Duration.ofMinutes(1)))
                .forEach(LoggedReasonTest::quotesNothing);
    }

    @Test
    void anOpenBreakerNamesTheFieldAndQuotesNoItem() {
        Outcome refused = new Outcome.Rejected(
                "mapper_parsing_exception",
                "failed to parse field [price] of type [long] in document with id '1'. Preview of field's value: '"
                        + SECRET + "'");
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> "id" + i).toList();
        Outcome held = Breaker.ofAlias("products")
                .apply(ids, Collections.nCopies(20, refused), 0)
                .getFirst();
        quotesNothing(assertInstanceOf(Outcome.Held.class, held));
        assertTrue(held.toString().contains("failed to parse field [price] of type [long]"), held::toString);
    }

    @Test
    void ofATransformersExceptionItTellsTheClassOnly() {
        assertEquals(
                "transformer_failed: example.Titled: java.lang.IllegalStateException",
                LoggedReason.of(
                        "transformer_failed",
                        "example.Titled: java.lang.IllegalStateException: cannot read " + SECRET));
    }

    private static void quotesNothing(Outcome outcome) {
        String cause = assertInstanceOf(Outcome.NotYet.class, outcome).cause();
        assertFalse(cause.contains("secret"), cause);
    }
}
