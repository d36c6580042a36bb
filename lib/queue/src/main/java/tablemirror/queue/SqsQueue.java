package tablemirror.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tablemirror.function.Deadline;

/** A queue in SQS. Translates and calls, decides nothing. Thread-safe. */
public final class SqsQueue implements Queue {
    /** One lost packet must not cost the whole invocation. */
    private static final Duration ATTEMPT = Duration.ofSeconds(10);

    private static final QueueAttributeName VISIBLE = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    private static final QueueAttributeName IN_FLIGHT = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

    private final SqsClient sqs;
    private final String url;

    public SqsQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** A client for region, credentials and endpoint of the environment; one serves all queues of a function. */
    public static SqsClient client() {
        return SqsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
                .build();
    }

    @Override
    public Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        return failures(
                batch.size(),
                () -> sqs.sendMessageBatch(r -> r.queueUrl(url)
                                .entries(numbered(batch, SqsQueue::entry))
                                .overrideConfiguration(within(deadline)))
                        .failed());
    }

    @Override
    public List<Received> receive(int most, Duration visibility, Deadline deadline) {
        try {
            return sqs
                    .receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(most)
                            .visibilityTimeout(seconds(visibility))
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All")
                            .overrideConfiguration(within(deadline)))
                    .messages()
                    .stream()
                    .map(SqsQueue::received)
                    .toList();
        } catch (SdkException e) {
            throw new QueueUnavailable("receive from", url, e);
        }
    }

    @Override
    public Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        return failures(
                batch.size(),
                () -> sqs.deleteMessageBatch(r -> r.queueUrl(url)
                                .entries(numbered(
                                        batch,
                                        (id, message) -> DeleteMessageBatchRequestEntry.builder()
                                                .id(id)
                                                .receiptHandle(message.receiptHandle())
                                                .build()))
                                .overrideConfiguration(within(deadline)))
                        .failed());
    }

    @Override
    public Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        return failures(
                batch.size(),
                () -> sqs.changeMessageVisibilityBatch(r -> r.queueUrl(url)
                                .entries(numbered(
                                        batch,
                                        (id, hiding) -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                                .id(id)
                                                .receiptHandle(hiding.message().receiptHandle())
                                                .visibilityTimeout(seconds(hiding.visibility()))
                                                .build()))
                                .overrideConfiguration(within(deadline)))
                        .failed());
    }

    @Override
    public Depth depth(Deadline deadline) {
        try {
            Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(r ->
                            r.queueUrl(url).attributeNames(VISIBLE, IN_FLIGHT).overrideConfiguration(within(deadline)))
                    .attributes();
            return new Depth(count(counts, VISIBLE), count(counts, IN_FLIGHT));
        } catch (SdkException e) {
            throw new QueueUnavailable("ask for the depth of", url, e);
        }
    }

    private static int count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
        return Integer.parseInt(counts.getOrDefault(name, "0"));
    }

    private static int seconds(Duration visibility) {
        return Math.toIntExact(visibility.toSeconds());
    }

    private static AwsRequestOverrideConfiguration within(Deadline deadline) {
        // The SDK refuses a timeout of zero.
        Duration left = max(deadline.remaining(), Duration.ofMillis(1));
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT)
                .build();
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** What a batch call did not confirm: the entries it names, or all of them when the call itself failed. */
    private static Map<Integer, String> failures(int entries, BatchCall call) {
        Map<Integer, String> failed = new HashMap<>();
        try {
            for (BatchResultErrorEntry entry : call.failed()) {
                failed.put(Integer.valueOf(entry.id()), entry.code() + ": " + entry.message());
            }
        } catch (SdkException e) {
            IntStream.range(0, entries).forEach(i -> failed.put(i, String.valueOf(e.getMessage())));
        }
        return failed;
    }

    private static <T, E> List<E> numbered(List<T> batch, Entry<T, E> entry) {
        List<E> entries = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            entries.add(entry.of(String.valueOf(i), batch.get(i)));
        }
        return entries;
    }

    private static SendMessageBatchRequestEntry entry(String id, Outgoing message) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageGroupId(message.group())
                .messageDeduplicationId(message.deduplicationId())
                .messageBody(message.body())
                .messageAttributes(mapValues(
                        message.attributes(),
                        value -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(value)
                                .build()))
                .build();
    }

    private static Received received(Message message) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        return new Received(
                message.messageId(),
                message.receiptHandle(),
                system.getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, ""),
                message.body(),
                Integer.parseInt(system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                Instant.ofEpochMilli(
                        Long.parseLong(system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                mapValues(message.messageAttributes(), value -> String.valueOf(value.stringValue())));
    }

    private static <K, A, B> Map<K, B> mapValues(Map<K, A> map, Function<A, B> turn) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> turn.apply(entry.getValue())));
    }

    private interface Entry<T, E> {
        E of(String id, T message);
    }

    private interface BatchCall {
        List<BatchResultErrorEntry> failed();
    }
}
