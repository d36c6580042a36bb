package tablemirror.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A function of the template: its package, what Lambda would give it, and what feeds it. */
record FunctionSpec(
        String id,
        Path zip,
        String handler,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> environment,
        List<EventSourceSpec> eventSources) {
    FunctionSpec {
        environment = Map.copyOf(environment);
        eventSources = List.copyOf(eventSources);
    }

    FunctionSpec withTimeout(Duration other) {
        return new FunctionSpec(id, zip, handler, memoryMegabytes, other, environment, eventSources);
    }

    static String arn(String id) {
        return Aws.arn("lambda", "function:" + id);
    }

    String arn() {
        return arn(id);
    }
}
