package tablemirror.bench;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.DynamoDbJson;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.queue.Outgoing;

/** Changes of as many items, in the forms in which they enter the stages. */
final class Work {
    static final String TABLE = "Things";
    static final KeySchema KEYS = new KeySchema(Items.KEY, null);
    /** {@code StreamBatchSize} as it stands in the template. */
    static final int STREAM_BATCH = 1_000;

    private static final String STREAM =
            "arn:aws:dynamodb:us-east-1:000000000000:table/%s/stream/2026-01-01T00:00:00.000".formatted(TABLE);

    private Work() {}

    /** Messages as the producer sends them, one an item. */
    static List<Outgoing> messages(String name, int items, int documentBytes) {
        List<Outgoing> messages = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            messages.add(message(name, i, Items.item(name, i, documentBytes)));
        }
        return messages;
    }

    /** One message of an item of these attributes besides its key. */
    static Outgoing message(String name, int number, Map<String, Value> attributes) {
        Map<String, Value> item = new LinkedHashMap<>(Items.key(name, number));
        item.putAll(attributes);
        return outgoing(name, number, change(name, number, item));
    }

    /** A dead letter: a change without its image. */
    static Outgoing letter(String name, int number) {
        return outgoing(
                name, number, change(name, number, Items.key(name, number)).reread());
    }

    /** An event of a queue with one message, as Lambda's runtime gets it. */
    static String queueEvent(String name) {
        Outgoing message = message(name, 0, Items.item(name, 0, 1_024));
        return """
            {"Records":[{"messageId":"m","receiptHandle":"h","body":%s,"attributes":{"MessageGroupId":"%s",\
            "ApproximateReceiveCount":"1","SentTimestamp":"%d"},"messageAttributes":{},"eventSource":"aws:sqs",\
            "awsRegion":"us-east-1"}]}\
            """.formatted(TextNode.valueOf(message.body()), message.group(), System.currentTimeMillis());
    }

    private static Outgoing outgoing(String name, int number, Change change) {
        return new Outgoing(change.key().messageGroup(), name + "-" + number, Message.body(change));
    }

    private static Change change(String name, int number, Map<String, Value> item) {
        // As a stream tells it.
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String sequence = sequenceNumber(number);
        return new Change(
                TABLE,
                KEYS.key(Items.key(name, number)),
                Version.ofChange(now, sequence),
                new Effect.Upsert(new Item(item)),
                new Origin("event-" + number, sequence, now));
    }

    private static String sequenceNumber(int number) {
        return "%d00000000000000000000".formatted(number + 1);
    }

    /** An event of a stream with new images, as Lambda's runtime gets it: JSON in UTF-8. */
    static byte[] event(String name, int firstItem, int records, int documentBytes) {
        return event(name, firstItem, records, Integer.MAX_VALUE, documentBytes, Duration.ZERO);
    }

    /** One of changes of so many different items at most, made this long ago. */
    static byte[] event(String name, int firstRecord, int records, int items, int documentBytes, Duration ago) {
        StringBuilder json = new StringBuilder("{\"Records\":[");
        long second = Instant.now().minus(ago).getEpochSecond();
        for (int i = firstRecord; i < firstRecord + records; i++) {
            json.append(i == firstRecord ? "" : ",").append("""
                {"eventID":"%032x","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",\
                "awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":%d,"Keys":%s,"NewImage":%s,\
                "SequenceNumber":"%s","SizeBytes":%d,"StreamViewType":"NEW_IMAGE"},"eventSourceARN":"%s"}\
                """.formatted(
                            i,
                            second,
                            DynamoDbJson.text(Items.key(name, i % items)),
                            DynamoDbJson.text(Items.item(name, i % items, documentBytes)),
                            sequenceNumber(i),
                            documentBytes,
                            STREAM));
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
