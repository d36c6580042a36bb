package tablemirror.index;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an error may be told in a log: never a field's value, which OpenSearch quotes in many of its reasons. Whole
 * reasons of errors that are about the cluster or about names; of errors about a document only the sentence that names field
 * and type; of a transformer's exception its class; of all else the type. Pure.
 */
final class LoggedReason {
    private static final Set<String> TOLD_WHOLE = Set.of(
            "circuit_breaking_exception",
            "cluster_block_exception",
            "cluster_manager_not_discovered_exception",
            "es_rejected_execution_exception",
            "field_name_taken",
            "index_closed_exception",
            "index_not_found_exception",
            "master_not_discovered_exception",
            "no_shard_available_action_exception",
            "node_not_connected_exception",
            "opensearch_rejected_execution_exception",
            "process_cluster_event_timeout_exception",
            "rejected_execution_exception",
            "security_exception",
            "unavailable_shards_exception",
            "version_conflict_engine_exception");

    private static final String NAME = "\\[[^\\]]*]";
    private static final List<Pattern> SENTENCES = List.of(
            Pattern.compile("^failed to parse field %s of type %s".formatted(NAME, NAME)),
            Pattern.compile("^mapping set to strict, dynamic introduction of %s within %s is not allowed"
                    .formatted(NAME, NAME)),
            Pattern.compile("^object mapping for %s tried to parse field %s as object, but found a concrete value"
                    .formatted(NAME, NAME)),
            Pattern.compile(
                    "^mapper %s (cannot be changed from type %s to %s|of different type)".formatted(NAME, NAME, NAME)),
            Pattern.compile(
                    "^Limit of (total fields|mapping depth|nested fields) %s has been exceeded".formatted(NAME)),
            Pattern.compile("^Document contains at least one immense term in field=\"[^\"]*\""),
            Pattern.compile("^[\\w.$/]+: [\\w.$]+(Exception|Error)\\b"),
            Pattern.compile("^no write index is defined for alias %s".formatted(NAME)));

    private LoggedReason() {}

    /** Type and as much of the reason as names no value. */
    static String of(String type, String reason) {
        if (TOLD_WHOLE.contains(type)) {
            return type + ": " + reason;
        }
        return SENTENCES.stream()
                .map(sentence -> sentence.matcher(reason))
                .filter(Matcher::find)
                .map(found -> type + ": " + found.group())
                .findFirst()
                .orElse(type.isEmpty() ? "an error without a type" : type);
    }

    static String of(Fault fault) {
        return of(fault.type(), fault.fullReason());
    }
}
