package tablemirror.local;

import java.net.URI;
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

    String url(URI sqs) {
        return urlBase(sqs) + name;
    }

    /** What comes before the name in the URL of every queue. */
    static String urlBase(URI sqs) {
        return "%s/%s/".formatted(sqs, Aws.ACCOUNT);
    }

    boolean hasDeadLetterQueue() {
        return attributes.containsKey(REDRIVE_POLICY);
    }
}
