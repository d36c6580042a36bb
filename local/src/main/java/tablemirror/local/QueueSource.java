package tablemirror.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tablemirror.function.Backoff;
import tablemirror.function.Ticker;

/**
 * The event source between a queue and its function: as many pollers as the function may run at once, each receiving,
 * invoking and deleting in turn. A poller whose whole batch failed waits a while, longer each time.
 */
final class QueueSource implements EventSource {
    private static final int WAIT_SECONDS = 1;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final EventSourceSpec.Queue settings;
    private final SqsClient client;
    private final String queueUrl;
    private final QueueDelivery delivery;
    private final Gate gate = new Gate();
    private final Progress progress;
    /** So that an outage is said once, not by every poller every second. */
    private final AtomicBoolean reachable = new AtomicBoolean(true);

    private final List<Thread> pollers;

    QueueSource(
            EventSourceSpec.Queue settings,
            SqsClient client,
            String queueUrl,
            QueueDelivery delivery,
            Progress progress) {
        this.settings = settings;
        this.client = client;
        this.queueUrl = queueUrl;
        this.delivery = delivery;
        this.progress = progress;
        this.pollers = IntStream.range(0, settings.maximumConcurrency())
                .mapToObj(number ->
                        Thread.ofVirtual().name("queue-source-" + number).start(this::run))
                .toList();
    }

    private void run() {
        int failuresInARow = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                failuresInARow = gate.pass(this::poll) ? 0 : failuresInARow + 1;
                if (failuresInARow > 0) {
                    Ticker.SYSTEM.sleep(BACKOFF.after(failuresInARow, RandomGenerator.getDefault()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when everything that was received failed, or the queue could not be reached. */
    private boolean poll() throws InterruptedException {
        try {
            List<QueueMessage> messages = receive().stream()
                    .map(message -> QueueMessage.of(message, settings.source()))
                    .toList();
            List<QueueMessage> done = delivery.deliver(messages);
            delete(done);
            reachable.set(true);
            return messages.isEmpty() || !done.isEmpty();
        } catch (SdkException e) {
            if (reachable.getAndSet(false) && !Thread.currentThread().isInterrupted()) {
                progress.say("the queue %s cannot be reached, trying on: %s".formatted(queueUrl, e.getMessage()));
            }
            return false;
        }
    }

    private List<Message> receive() {
        return client.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(settings.batchSize())
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private void delete(List<QueueMessage> done) {
        if (done.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (QueueMessage message : done) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        client.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
    }

    @Override
    public void pause() {
        gate.close();
    }

    @Override
    public void resume() {
        gate.open();
    }

    @Override
    public void close() {
        pollers.forEach(Thread::interrupt);
    }
}
