package tablemirror.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a template deploys, all references worked out. Buckets by logical id. */
record Deployment(
        List<QueueSpec> queues,
        List<FunctionSpec> functions,
        List<StateMachineSpec> stateMachines,
        Map<String, String> buckets) {
    Deployment {
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        stateMachines = List.copyOf(stateMachines);
        buckets = Map.copyOf(buckets);
    }

    /** The same with other timeouts for these functions, by logical id. */
    Deployment withTimeouts(Map<String, Duration> timeouts) {
        return new Deployment(
                queues,
                functions.stream()
                        .map(function -> function.withTimeout(timeouts.getOrDefault(function.id(), function.timeout())))
                        .toList(),
                stateMachines,
                buckets);
    }

    /** By logical id. */
    QueueSpec queue(String id) {
        return queues.stream()
                .filter(queue -> queue.id().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no queue " + id));
    }

    /** Name of a bucket by logical id. */
    String bucket(String id) {
        String name = buckets.get(id);
        if (name == null) {
            throw new IllegalArgumentException("there is no bucket %s, only %s".formatted(id, buckets.keySet()));
        }
        return name;
    }
}
