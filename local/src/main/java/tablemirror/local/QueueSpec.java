package tablemirror.local;

import java.util.Map;

/** A queue of the template; attributes as CreateQueue takes them. */
record QueueSpec(String id, String name, Map<String, String> attributes) {
    static final String REDRIVE_POLICY = "RedrivePolicy";

    QueueSpec {
        attributes = Map.copyOf(attributes);
    }

    String arn() {
        return Aws.arn("sqs", name);
    }

    boolean hasDeadLetterQueue() {
        return attributes.containsKey(REDRIVE_POLICY);
    }
}
