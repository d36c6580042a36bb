package tablemirror.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * A message to be sent.
 *
 * @param attributes message attributes, all of type String and not empty
 */
public record Outgoing(String group, String deduplicationId, String body, Map<String, String> attributes) {
    /**
     * The most that one message, and one batch of messages, may weigh.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">SQS
     *     message quotas: 1 MiB</a>
     */
    public static final int MAX_BYTES = 1 << 20;

    private static final int TYPE_BYTES = "String".length();

    public Outgoing {
        attributes = Map.copyOf(attributes);
    }

    public Outgoing(String group, String deduplicationId, String body) {
        this(group, deduplicationId, body, Map.of());
    }

    /** What SQS counts: the body, and each attribute's name, type and value. */
    public int bytes() {
        int bytes = body.getBytes(UTF_8).length;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += attribute.getKey().length()
                    + TYPE_BYTES
                    + attribute.getValue().getBytes(UTF_8).length;
        }
        return bytes;
    }
}
