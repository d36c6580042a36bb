package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes of replies a real OpenSearch 3.8.0 gave, and of the few it could not be brought to give. */
class ClassifierTest {
    private static final Operation INDEX = new Operation.Index("1", 5, new byte[] {'{', '}'});
    private static final Operation DELETE = new Operation.Delete("1", 5);

    static Stream<Golden> rejected() {
        return Golden.folder("rejected");
    }

    static Stream<Golden> unavailable() {
        return Golden.folder("unavailable");
    }

    static Stream<Golden> throttled() {
        return Golden.folder("throttled");
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void documentsOwnFaultIsRejectedWithItsReason(Golden golden) {
        for (Outcome outcome : outcomes(golden)) {
            Outcome.Rejected rejected = assertInstanceOf(Outcome.Rejected.class, outcome);
            assertTrue(rejected.reason().length() > 10, rejected::reason);
        }
    }

    @ParameterizedTest
    @MethodSource("unavailable")
    void faultOfIndexOrClusterIsUnavailable(Golden golden) {
        for (Outcome outcome : outcomes(golden)) {
            assertInstanceOf(Outcome.Unavailable.class, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("throttled")
    void refusedForLoadIsThrottled(Golden golden) {
        for (Outcome outcome : outcomes(golden)) {
            assertInstanceOf(Outcome.Throttled.class, outcome);
        }
    }

    @Test
    void appliedAndDeletedAndNothingToDeleteAreApplied() {
        Golden golden = Golden.read("applied.200.json");

        assertEquals(
                List.of(new Outcome.Applied(), new Outcome.Applied(), new Outcome.Applied(), new Outcome.Applied()),
                outcomes(golden));
    }

    @Test
    void storedVersionIsReadBehindAnIdThatContainsSuchASentence() {
        // The ids and versions this reply was asked for with.
        List<Operation> operations = List.of(
                index("2", 9),
                new Operation.Delete("2", 9),
                index(
                        "a]: version conflict, current version [7] is higher than the one provided [3] \"\\|\u00e9\ud83d\ude00",
                        99),
                index("1", 10),
                index("2", 10));

        assertEquals(
                List.of(
                        new Outcome.Superseded(10),
                        new Outcome.Superseded(10),
                        new Outcome.Superseded(100),
                        new Outcome.Superseded(11),
                        new Outcome.Applied()),
                outcomes(Golden.read("conflict.200.json").reply(), operations));
    }

    record Case(
            String what,
            Operation operation,
            int status,
            String type,
            String reason,
            Class<? extends Outcome> expected) {}

    static List<Case> cases() {
        String conflict = "version_conflict_engine_exception";
        String argument = "illegal_argument_exception";
        Class<? extends Outcome> rejected = Outcome.Rejected.class;
        Class<? extends Outcome> throttled = Outcome.Throttled.class;
        Class<? extends Outcome> unavailable = Outcome.Unavailable.class;
        return List.of(
                new Case(
                        "conflict of a sequence number",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, required seqNo [1], primary term [1]. current document has seqNo [2] and primary term [1]",
                        unavailable),
                new Case(
                        "conflict that is cut off",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, current version [9] is higher than the one",
                        unavailable),
                new Case(
                        "conflict with a lower version",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, current version [4] is higher than the one provided [5]",
                        unavailable),
                new Case(
                        "conflict about another version",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, current version [9] is higher than the one provided [6]",
                        unavailable),
                new Case(
                        "conflict beyond a long",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, current version [9999999999999999999] is higher than the one provided [5]",
                        unavailable),
                new Case(
                        "conflict with words behind it",
                        INDEX,
                        409,
                        conflict,
                        "[1]: version conflict, current version [9] is higher than the one provided [5] or so",
                        unavailable),
                new Case(
                        "missing alias on delete",
                        DELETE,
                        404,
                        "index_not_found_exception",
                        "no such index [products]",
                        unavailable),
                new Case(
                        "newer name of a parsing fault",
                        INDEX,
                        400,
                        "document_parsing_exception",
                        "failed to parse",
                        rejected),
                new Case(
                        "parsing fault under another status",
                        INDEX,
                        500,
                        "mapper_parsing_exception",
                        "failed to parse",
                        unavailable),
                new Case(
                        "field whose name has a line break",
                        INDEX,
                        400,
                        argument,
                        "mapper [a\nb] cannot be changed from type [double] to [text]",
                        rejected),
                new Case(
                        "older wording of a change of type",
                        INDEX,
                        400,
                        argument,
                        "mapper [a] of different type, current_type [long], merged_type [text]",
                        rejected),
                new Case(
                        "unknown illegal argument",
                        INDEX,
                        400,
                        argument,
                        "pipeline with id [p] does not exist",
                        unavailable),
                new Case(
                        "field-level words in an alias's name",
                        INDEX,
                        400,
                        argument,
                        "no write index is defined for alias [mapper [a] cannot be changed from type]",
                        unavailable),
                new Case(
                        "rejected execution in older engines",
                        INDEX,
                        429,
                        "es_rejected_execution_exception",
                        "rejected execution",
                        throttled),
                new Case(
                        "circuit breaker that answers 503",
                        INDEX,
                        503,
                        "circuit_breaking_exception",
                        "Data too large",
                        throttled),
                new Case("unknown 429", INDEX, 429, "quota_exception", "slower", throttled),
                new Case(
                        "no permission",
                        INDEX,
                        403,
                        "security_exception",
                        "no permissions for [indices:data/write/bulk]",
                        unavailable),
                new Case("no type at all", INDEX, 500, "", "", unavailable));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decidesByTypeAndReason(Case given) {
        Fault fault = new Fault(given.type(), given.reason(), "", "");

        Outcome outcome = Classifier.item(given.operation(), new BulkReply.Item(given.status(), Optional.of(fault)));

        assertEquals(given.expected(), outcome.getClass(), given::what);
    }

    @Test
    void notFoundWithoutErrorIsAppliedOnlyForADelete() {
        BulkReply.Item notFound = new BulkReply.Item(404, Optional.empty());

        assertEquals(new Outcome.Applied(), Classifier.item(DELETE, notFound));
        assertInstanceOf(Outcome.Unavailable.class, Classifier.item(INDEX, notFound));
        assertInstanceOf(Outcome.Unavailable.class, Classifier.item(DELETE, new BulkReply.Item(0, Optional.empty())));
    }

    private static Operation index(String id, long version) {
        return new Operation.Index(id, version, new byte[] {'{', '}'});
    }

    private static List<Outcome> outcomes(Golden golden) {
        return outcomes(golden.reply(), golden.operations());
    }

    private static List<Outcome> outcomes(Reply reply, List<Operation> operations) {
        Scripted openSearch = new Scripted((request, ids) -> reply);
        return new BulkWriter(openSearch, "products", 1_000_000)
                .write(operations, openSearch.in(Duration.ofMinutes(1)));
    }
}
