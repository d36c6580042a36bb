package tablemirror.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings one receive's messages to the function and answers which of them are done, as Lambda does. Messages that do not
 * fit one event go in the next, except behind a failed one of their group: that would be out of order.
 */
final class QueueDelivery {
    private final EventSourceSpec.Queue settings;
    private final Invoker function;

    QueueDelivery(EventSourceSpec.Queue settings, Invoker function) {
        this.settings = settings;
        this.function = function;
    }

    /** The messages to delete. All others come back when their visibility timeout ends. */
    List<QueueMessage> deliver(List<QueueMessage> messages) throws InterruptedException {
        List<QueueMessage> done = new ArrayList<>();
        Set<String> failedGroups = new HashSet<>();
        for (List<QueueMessage> batch : Event.batches(messages, settings.batchSize(), QueueMessage::json)) {
            List<QueueMessage> next = batch.stream()
                    .filter(message -> !failedGroups.contains(message.group()))
                    .toList();
            if (next.isEmpty()) {
                continue;
            }
            Set<String> failed = failures(next);
            next.forEach(message -> {
                if (failed.contains(message.id())) {
                    failedGroups.add(message.group());
                } else {
                    done.add(message);
                }
            });
        }
        return done;
    }

    private Set<String> failures(List<QueueMessage> messages) throws InterruptedException {
        Set<String> ids = messages.stream().map(QueueMessage::id).collect(Collectors.toSet());
        Invocation invocation = function.invoke(
                Event.of(messages.stream().map(QueueMessage::json).toList()));
        return switch (BatchAnswer.of(invocation, ids, settings.reportsItemFailures())) {
            case BatchAnswer.AllSucceeded all -> Set.of();
            case BatchAnswer.SomeFailed some -> some.identifiers();
            case BatchAnswer.AllFailed all -> ids;
        };
    }
}
