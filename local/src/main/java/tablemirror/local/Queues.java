package tablemirror.local;

import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The template's queues. */
final class Queues {
    private Queues() {}

    /** Makes those that are not there. A dead-letter queue comes before the queue that names it. */
    static void create(List<QueueSpec> queues, SqsClient client) {
        queues.stream()
                .sorted(Comparator.comparing(QueueSpec::hasDeadLetterQueue))
                .forEach(queue -> client.createQueue(
                        request -> request.queueName(queue.name()).attributesWithStrings(queue.attributes())));
    }
}
