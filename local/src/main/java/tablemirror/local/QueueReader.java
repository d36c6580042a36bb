package tablemirror.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads an {@code AWS::SQS::Queue}. CloudFormation and CreateQueue call everything the same but name and tags. */
final class QueueReader {
    private static final Set<String> NO_ATTRIBUTES = Set.of("QueueName", "Tags");
    private static final JsonMapper JSON = new JsonMapper();

    private final Resources resources;

    QueueReader(Resources resources) {
        this.resources = resources;
    }

    QueueSpec read(Resource queue) {
        Map<String, String> attributes = new TreeMap<>();
        queue.properties().keySet().stream()
                .filter(property -> !NO_ATTRIBUTES.contains(property))
                .forEach(property -> resources
                        .property(queue, property)
                        .ifPresent(value -> attributes.put(property, attribute(value))));
        return new QueueSpec(queue.id(), resources.queueName(queue), attributes);
    }

    private static String attribute(Object value) {
        try {
            return value instanceof Map ? JSON.writeValueAsString(value) : String.valueOf(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a queue attribute is no JSON: " + value, e);
        }
    }
}
