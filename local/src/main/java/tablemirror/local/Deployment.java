package tablemirror.local;

import java.util.List;
import java.util.Map;

/** What a template deploys, all references worked out. Buckets by logical id. */
record Deployment(List<QueueSpec> queues, List<FunctionSpec> functions, Map<String, String> buckets) {
    Deployment {
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        buckets = Map.copyOf(buckets);
    }
}
