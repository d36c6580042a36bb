package tablemirror.producer;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;

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
        StreamRecord change = stream.getDynamodb();
        return new tablemirror.change.StreamRecord(
                        stream.getEventSourceARN(),
                        stream.getEventID(),
                        EventValues.of(change.getKeys()),
                        change.getSequenceNumber(),
                        change.getApproximateCreationDateTime().toInstant())
                .change(table, keys, effect(stream.getEventName(), change.getNewImage()));
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
}
