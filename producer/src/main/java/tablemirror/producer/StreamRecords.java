package tablemirror.producer;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Version;

/** A stream's records to changes of one table. Immutable. */
final class StreamRecords {
    private final String table;
    private final KeySchema keys;

    StreamRecords(String table, KeySchema keys) {
        this.table = table;
        this.keys = keys;
    }

    /**
     * The event's changes in its order.
     *
     * @throws IllegalArgumentException when a record is of another table or has other keys: the settings are wrong, and
     *     forwarding it would index it under a wrong id
     */
    List<Change> changes(DynamodbEvent event) {
        return event.getRecords().stream().map(this::change).toList();
    }

    private Change change(DynamodbStreamRecord stream) {
        String recordTable = tableOf(stream.getEventSourceARN());
        if (!table.equals(recordTable)) {
            throw new IllegalArgumentException(
                    "record %s is of table %s, but TableName is %s: set StreamArn and TableName to the same table"
                            .formatted(stream.getEventID(), recordTable, table));
        }
        StreamRecord record = stream.getDynamodb();
        Instant createdAt = record.getApproximateCreationDateTime().toInstant();
        Origin origin = new Origin(stream.getEventID(), record.getSequenceNumber(), createdAt);
        Version version = Version.ofChange(createdAt, record.getSequenceNumber());
        return new Change(table, key(stream), version, effect(stream.getEventName(), record.getNewImage()), origin);
    }

    private Key key(DynamodbStreamRecord stream) {
        try {
            return keys.key(EventValues.of(stream.getDynamodb().getKeys()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "record %s of table %s: %s".formatted(stream.getEventID(), table, e.getMessage()), e);
        }
    }

    /** A stream without new images, KEYS_ONLY say, still tells which item to read. */
    private static Effect effect(String eventName, @Nullable Map<String, AttributeValue> newImage) {
        return switch (eventName) {
            case "REMOVE" -> new Effect.Remove();
            case "INSERT", "MODIFY" ->
                newImage == null ? new Effect.Reread() : new Effect.Upsert(new Item(EventValues.of(newImage)));
            default ->
                throw new IllegalArgumentException(
                        "event name %s: must be INSERT, MODIFY or REMOVE".formatted(eventName));
        };
    }

    /** {@code arn:aws:dynamodb:region:account:table/NAME/stream/label}. */
    private static String tableOf(String streamArn) {
        String[] parts = streamArn.split("/", 3);
        return parts.length == 3 ? parts[1] : streamArn;
    }
}
