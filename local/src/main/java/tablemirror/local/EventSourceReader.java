package tablemirror.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an event source. A setting that the local run does not honour is an error: running without it would show
 * another application than the one deployed.
 */
final class EventSourceReader {
    private static final Set<String> STREAM_SETTINGS = Set.of(
            "Stream",
            "StartingPosition",
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "ParallelizationFactor",
            "BisectBatchOnFunctionError",
            "FunctionResponseTypes",
            "MaximumRetryAttempts",
            "MaximumRecordAgeInSeconds",
            "DestinationConfig",
            "MetricsConfig");
    private static final Set<String> QUEUE_SETTINGS =
            Set.of("Queue", "BatchSize", "FunctionResponseTypes", "ScalingConfig", "MetricsConfig");

    /** Lambda's own: the record stays until the stream forgets it. */
    private static final int FOREVER = -1;

    private static final Duration STREAM_RETENTION = Duration.ofHours(24);

    private final Map<String, Object> settings;
    private final String where;

    private EventSourceReader(Map<String, Object> settings, String where) {
        this.settings = settings;
        this.where = where;
    }

    /** Reads a resolved entry of a function's {@code Events}. */
    static EventSourceSpec read(Object event, String where) {
        Map<String, Object> fields = Tree.map(event, where);
        var reader = new EventSourceReader(Tree.child(fields, "Properties", where), where);
        Object type = Tree.required(fields, "Type", where);
        return switch (String.valueOf(type)) {
            case "DynamoDB" -> reader.stream();
            case "SQS" -> reader.queue();
            default -> throw new UsageError("%s: an event source of type %s is not run locally".formatted(where, type));
        };
    }

    private EventSourceSpec.Stream stream() {
        refuseOtherThan(STREAM_SETTINGS);
        requireOnly("StartingPosition", "TRIM_HORIZON", "");
        requireOnly("MaximumBatchingWindowInSeconds", "0", "0");
        requireOnly("ParallelizationFactor", "1", "1");
        int age = integer("MaximumRecordAgeInSeconds", FOREVER);
        return new EventSourceSpec.Stream(
                String.valueOf(Tree.required(settings, "Stream", where)),
                integer("BatchSize", 100),
                reportsItemFailures(),
                Boolean.parseBoolean(String.valueOf(settings.get("BisectBatchOnFunctionError"))),
                integer("MaximumRetryAttempts", EventSourceSpec.Stream.UNLIMITED),
                age == FOREVER ? STREAM_RETENTION : Duration.ofSeconds(age),
                failureBucket());
    }

    private EventSourceSpec.Queue queue() {
        refuseOtherThan(QUEUE_SETTINGS);
        Map<String, Object> scaling = Tree.child(settings, "ScalingConfig", where);
        return new EventSourceSpec.Queue(
                String.valueOf(Tree.required(settings, "Queue", where)),
                integer("BatchSize", 10),
                reportsItemFailures(),
                Tree.integer(scaling.getOrDefault("MaximumConcurrency", 5), where + ".ScalingConfig"));
    }

    /** The bucket of {@code DestinationConfig.OnFailure}, or "" when there is none. */
    private String failureBucket() {
        Map<String, Object> destinations = Tree.child(settings, "DestinationConfig", where);
        Map<String, Object> failure = Tree.child(destinations, "OnFailure", where);
        if (failure.isEmpty()) {
            return "";
        }
        String arn = String.valueOf(Tree.required(failure, "Destination", where));
        if (!arn.contains(":s3:::")) {
            throw new UsageError(
                    "%s: the failure destination %s is no bucket, which the local run needs".formatted(where, arn));
        }
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private boolean reportsItemFailures() {
        Object types = settings.getOrDefault("FunctionResponseTypes", List.of());
        return Tree.list(types, where + ".FunctionResponseTypes").contains("ReportBatchItemFailures");
    }

    private int integer(String name, int otherwise) {
        return Tree.integer(settings.getOrDefault(name, otherwise), where + "." + name);
    }

    /** For a setting of which the local run knows one value. */
    private void requireOnly(String name, String known, String otherwise) {
        String value = String.valueOf(settings.getOrDefault(name, otherwise));
        if (!value.equals(known)) {
            throw new UsageError("%s.%s is %s, the local run knows %s".formatted(where, name, value, known));
        }
    }

    private void refuseOtherThan(Set<String> honoured) {
        for (String name : settings.keySet()) {
            if (!honoured.contains(name)) {
                throw new UsageError("%s.%s is not honoured by the local run, which knows %s"
                        .formatted(where, name, honoured.stream().sorted().toList()));
            }
        }
    }
}
