package tablemirror.queue;

import java.time.Instant;
import java.util.Map;

/**
 * A message in hand.
 *
 * @param receiptHandle what this delivery is acknowledged by
 * @param receiveCount how often it has been delivered, this time included
 * @param sentAt when SQS took it, by SQS's clock
 * @param attributes the sender's message attributes
 */
public record Received(
        String messageId,
        String receiptHandle,
        String group,
        String body,
        int receiveCount,
        Instant sentAt,
        Map<String, String> attributes) {
    public Received {
        attributes = Map.copyOf(attributes);
    }

    /** Messages are kept in sets: not over all of the body. */
    @Override
    public int hashCode() {
        return receiptHandle.hashCode();
    }

    /** The same message without body and attributes: what deleting and hiding need, for holding many of them. */
    public Received bare() {
        return new Received(messageId, receiptHandle, group, "", receiveCount, sentAt, Map.of());
    }
}
