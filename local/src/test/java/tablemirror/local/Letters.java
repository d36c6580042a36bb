package tablemirror.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.Outgoing;

/** The dead-letter queue as a test fills it and looks at it, message by message. */
final class Letters {
    private static final KeySchema SCHEMA = new KeySchema("id", null);
    /** Long before the test, so that nobody takes it for a change that is on its way. */
    private static final Duration AGE = Duration.ofHours(1);

    private static final int BATCH = 10;

    private Letters() {}

    /** An old change of table Things. */
    static Change upsert(String id, String attribute, Value value) {
        Instant createdAt = Instant.now().minus(AGE);
        String sequence = "100000000008367680596";
        return new Change(
                "Things",
                SCHEMA.key(Map.of("id", new Value.S(id))),
                Version.ofChange(createdAt, sequence),
                new Effect.Upsert(new Item(Map.of("id", new Value.S(id), attribute, value))),
                new Origin("event-" + id, sequence, createdAt));
    }

    /** As SQS itself moves a message: with its image and without a reason. */
    static Outgoing movedBySqs(Change change) {
        return new Outgoing(
                change.key().messageGroup(), UUID.randomUUID().toString(), tablemirror.change.Message.body(change));
    }

    /** As the indexer gives an item up. */
    static Outgoing rejected(Change change, String errorType) {
        DeadLetter letter = new DeadLetter(
                errorType, "because of " + errorType, change.key().documentId(), "things", Instant.now());
        return letter.message(
                change.key().messageGroup(),
                UUID.randomUUID().toString(),
                tablemirror.change.Message.body(change.reread()));
    }

    static void bury(Mirror mirror, Change change) {
        bury(mirror, List.of(movedBySqs(change)));
    }

    static void bury(Mirror mirror, List<Outgoing> letters) {
        for (int from = 0; from < letters.size(); from += BATCH) {
            List<Outgoing> batch = letters.subList(from, Math.min(from + BATCH, letters.size()));
            sqs(mirror)
                    .sendMessageBatch(r -> r.queueUrl(url(mirror))
                            .entries(IntStream.range(0, batch.size())
                                    .mapToObj(i -> entry(Integer.toString(i), batch.get(i)))
                                    .toList()));
        }
    }

    /** Everything in the queue by message id, as it is; all of it is visible before and after. */
    static Map<String, String> all(Mirror mirror) {
        Map<String, List<Message>> groups = new HashMap<>();
        Set<String> cut = new HashSet<>();
        for (List<Message> batch = receive(mirror); !batch.isEmpty(); batch = receive(mirror)) {
            add(batch, groups);
            cut.add(group(batch.getLast()));
        }
        // A batch may end in the middle of a group, whose rest is hidden then: that one is taken again by itself.
        for (String name : cut) {
            release(mirror, groups.getOrDefault(name, List.of()));
            groups.remove(name);
            add(receive(mirror), groups);
        }
        Map<String, String> all = new HashMap<>();
        groups.values().forEach(group -> {
            release(mirror, group);
            group.forEach(message -> all.put(message.messageId(), text(message)));
        });
        return all;
    }

    private static void add(List<Message> batch, Map<String, List<Message>> groups) {
        batch.forEach(message -> groups.computeIfAbsent(group(message), name -> new ArrayList<>())
                .add(message));
    }

    private static String group(Message message) {
        return message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "");
    }

    private static String text(Message message) {
        Map<String, String> attributes = message.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().stringValue()));
        return attributes.getOrDefault(DeadLetter.ERROR_TYPE, "moved_by_sqs") + " " + message.body();
    }

    private static List<Message> receive(Mirror mirror) {
        return sqs(mirror)
                .receiveMessage(r -> r.queueUrl(url(mirror))
                        .maxNumberOfMessages(BATCH)
                        .visibilityTimeout(120)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private static void release(Mirror mirror, List<Message> messages) {
        sqs(mirror)
                .changeMessageVisibilityBatch(r -> r.queueUrl(url(mirror))
                        .entries(IntStream.range(0, messages.size())
                                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(messages.get(i).receiptHandle())
                                        .visibilityTimeout(0)
                                        .build())
                                .toList()));
    }

    private static SendMessageBatchRequestEntry entry(String id, Outgoing letter) {
        return SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageGroupId(letter.group())
                .messageDeduplicationId(letter.deduplicationId())
                .messageBody(letter.body())
                .messageAttributes(letter.attributes().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                attribute -> MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(attribute.getValue())
                                        .build())))
                .build();
    }

    private static SqsClient sqs(Mirror mirror) {
        return mirror.application().clients().sqs();
    }

    private static String url(Mirror mirror) {
        return mirror.application().queueUrl("DeadLetters");
    }
}
