package tablemirror.change;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An item's key and the two names made from it: the document's id and the message group. Two keys of one table are
 * equal exactly when their document ids are. Immutable.
 */
public final class Key {
    private final Map<String, Value> attributes;
    private final String documentId;

    /** Only {@link KeySchema} makes keys; the map is in its order. */
    Key(Map<String, Value> attributes) {
        this.attributes = Collections.unmodifiableMap(attributes);
        this.documentId = DocumentId.of(List.copyOf(attributes.values()));
    }

    /** The key attributes, partition key first. */
    public Map<String, Value> attributes() {
        return attributes;
    }

    /** The {@code _id} of the item's document: at most 512 UTF-8 bytes, different for different keys. */
    public String documentId() {
        return documentId;
    }

    /** The item's message group: at most 128 characters of the alphabet SQS allows. */
    public String messageGroup() {
        return MessageGroup.of(documentId);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && documentId.equals(that.documentId);
    }

    @Override
    public int hashCode() {
        return documentId.hashCode();
    }

    @Override
    public String toString() {
        return documentId;
    }
}
