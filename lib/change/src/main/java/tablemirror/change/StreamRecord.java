package tablemirror.change;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;

/**
 * What a record of a table's stream says of its item, apart from the images: all that a change is made of but its effect.
 * Immutable.
 *
 * @param streamArn {@code arn:aws:dynamodb:region:account:table/NAME/stream/label}
 * @param createdAt its ApproximateCreationDateTime
 */
public record StreamRecord(
        String streamArn, String eventId, Map<String, Value> keys, String sequenceNumber, Instant createdAt) {
    public StreamRecord {
        keys = new LinkedHashMap<>(keys);
    }

    /**
     * The change of this table that the record stands for.
     *
     * @throws IllegalArgumentException when the record is of another table or has other keys: the settings are wrong, and
     *     taking it would index it under a wrong id
     */
    public Change change(String table, KeySchema schema, Effect effect) {
        if (!table.equals(table())) {
            throw new IllegalArgumentException(
                    "record %s is of table %s, but TableName is %s: set StreamArn and TableName to the same table"
                            .formatted(eventId, table(), table));
        }
        Origin origin = new Origin(eventId, sequenceNumber, createdAt);
        return new Change(table, key(schema), Version.ofChange(createdAt, sequenceNumber), effect, origin);
    }

    private Key key(KeySchema schema) {
        try {
            return schema.key(keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "record %s of table %s: %s".formatted(eventId, table(), e.getMessage()), e);
        }
    }

    private String table() {
        String[] parts = streamArn.split("/", 3);
        return parts.length == 3 ? parts[1] : streamArn;
    }
}
