package tablemirror.index;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides an operation's outcome from the error's type and reason. A status alone says little: 400 is also a closed index,
 * 404 also a missing alias, 429 also a full disk. Only a closed list counts as the document's own fault; what is not known
 * is {@code Unavailable}, so that a surprise costs delay and never a change. Pure.
 */
final class Classifier {
    private static final Set<String> DOCUMENT_FAULTS =
            Set.of("mapper_parsing_exception", "document_parsing_exception", "strict_dynamic_mapping_exception");

    /** The same type also stands for an alias without a write index and for settings, hence the beginnings of the reasons. */
    private static final List<Pattern> FIELD_FAULTS = List.of(
            Pattern.compile("(?s)^Document contains at least one immense term in field="),
            Pattern.compile("(?s)^DocValuesField \".*\" is too large, must be <= "),
            Pattern.compile("(?s)^mapper \\[.*] (cannot be changed from type|of different type,|has different \\[)"),
            Pattern.compile("(?s)^Mapper for \\[.*] conflicts with existing mapping"),
            Pattern.compile("(?s)^can't merge a non.object mapping \\["),
            Pattern.compile("(?s)^can't merge a non.nested mapping \\["),
            Pattern.compile("(?s)^(object mapping|Can't change object mapping|cannot change object mapping) .*nested"),
            Pattern.compile("(?s)^Limit of (total fields|mapping depth|nested fields) \\["),
            Pattern.compile("(?s)^Field name \\[.*] is longer than the limit of \\["));

    /** Whole-request errors that one operation brings on all: its id, its version, its lines. */
    private static final Set<String> OPERATION_FAULTS = Set.of(
            "action_request_validation_exception",
            "input_coercion_exception",
            "json_parse_exception",
            "unexpected_end_of_input_exception",
            "x_content_parse_exception");

    private static final Pattern MALFORMED = Pattern.compile("(?s)^Malformed action/metadata line \\[");

    private static final Set<String> THROTTLES = Set.of(
            "circuit_breaking_exception",
            "es_rejected_execution_exception",
            "opensearch_rejected_execution_exception",
            "rejected_execution_exception");

    /** Read from the end: before it stands the document id, which may contain anything, even such a sentence. */
    private static final Pattern CONFLICT = Pattern.compile(
            ": version conflict, current version \\[(\\d{1,19})] is higher than the one provided \\[(\\d{1,19})]$");

    private Classifier() {}

    static Outcome item(Operation operation, BulkReply.Item item) {
        if (item.fault().isPresent()) {
            return item(operation, item.status(), item.fault().get());
        }
        boolean written = item.status() >= 200 && item.status() < 300;
        // Only without an error: a missing alias is a 404 too.
        boolean nothingToDelete = item.status() == 404 && operation instanceof Operation.Delete;
        return written || nothingToDelete
                ? new Outcome.Applied()
                : new Outcome.Unavailable("item status %d without an error".formatted(item.status()));
    }

    private static Outcome item(Operation operation, int status, Fault fault) {
        if (fault.type().equals("version_conflict_engine_exception")) {
            return conflict(operation, status, fault);
        }
        return isDocumentFault(status, fault)
                ? new Outcome.Rejected(fault.type(), fault.fullReason())
                : waiting(status, fault.type(), "%d %s".formatted(status, LoggedReason.of(fault)));
    }

    /** An outcome that holds for every operation of a request which was refused as a whole. */
    static Outcome request(Reply reply, Optional<Fault> fault) {
        return waiting(
                reply.status(),
                fault.map(Fault::type).orElse(""),
                fault.map(f -> "%d %s".formatted(reply.status(), LoggedReason.of(f)))
                        .orElseGet(() -> withoutFault(reply)));
    }

    /** What a proxy says is told; what may be part of OpenSearch's own reply may quote an item. */
    private static String withoutFault(Reply reply) {
        return reply.status() == 200
                ? "200 with %d bytes that are no reply to a bulk".formatted(reply.body().length)
                : reply.toString();
    }

    /** True when a single operation may have spoilt the whole request, so that cutting it finds the one. */
    static boolean isOperationFault(int status, Fault fault) {
        return status == 400
                && (OPERATION_FAULTS.contains(fault.type())
                        || (fault.type().equals("illegal_argument_exception") && matches(MALFORMED, fault)));
    }

    private static boolean isDocumentFault(int status, Fault fault) {
        return status == 400
                && (DOCUMENT_FAULTS.contains(fault.type())
                        || (fault.type().equals("illegal_argument_exception")
                                && FIELD_FAULTS.stream().anyMatch(pattern -> matches(pattern, fault))));
    }

    private static boolean matches(Pattern pattern, Fault fault) {
        return pattern.matcher(fault.reason()).find();
    }

    private static Outcome waiting(int status, String type, String cause) {
        // A full disk is a 429 as well, and does not pass by going slower.
        boolean tooMany = status == 429 && !type.equals("cluster_block_exception");
        return tooMany || THROTTLES.contains(type) ? new Outcome.Throttled(cause) : new Outcome.Unavailable(cause);
    }

    private static Outcome conflict(Operation operation, int status, Fault fault) {
        Matcher versions = CONFLICT.matcher(fault.reason());
        if (versions.find()) {
            try {
                long stored = Long.parseLong(versions.group(1));
                if (stored > operation.version() && Long.parseLong(versions.group(2)) == operation.version()) {
                    return new Outcome.Superseded(stored);
                }
            } catch (NumberFormatException e) {
                // Beyond a long: no version of ours. Falls through, as every conflict that cannot be read.
            }
        }
        return new Outcome.Unavailable("%d %s: no higher version to read from it, version sent is %d"
                .formatted(status, LoggedReason.of(fault), operation.version()));
    }
}
