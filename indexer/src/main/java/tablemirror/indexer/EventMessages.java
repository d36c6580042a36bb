package tablemirror.indexer;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tablemirror.queue.Received;

/** Messages as a Lambda event holds them, to ours. */
final class EventMessages {
    private EventMessages() {}

    static List<Received> of(SQSEvent event) {
        return event.getRecords().stream().map(EventMessages::received).toList();
    }

    private static Received received(SQSMessage message) {
        Map<String, String> system = message.getAttributes();
        Map<String, String> attributes = new HashMap<>();
        message.getMessageAttributes().forEach((name, value) -> {
            if (value.getStringValue() != null) {
                attributes.put(name, value.getStringValue());
            }
        });
        return new Received(
                message.getMessageId(),
                message.getReceiptHandle(),
                system.getOrDefault("MessageGroupId", ""),
                message.getBody(),
                Integer.parseInt(system.getOrDefault("ApproximateReceiveCount", "1")),
                Instant.ofEpochMilli(Long.parseLong(system.getOrDefault("SentTimestamp", "0"))),
                attributes);
    }
}
