package tablemirror.change;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a table's key attributes, partition key first. It makes every {@link Key}, so that all keys of a table
 * have the same attributes in the same order.
 */
public record KeySchema(String partitionKey, @Nullable String sortKey) {
    public KeySchema {
        if (partitionKey.isEmpty() || partitionKey.equals(sortKey)) {
            throw new IllegalArgumentException(
                    "partition key \"%s\", sort key \"%s\": must be two names or one".formatted(partitionKey, sortKey));
        }
    }

    public List<String> names() {
        return sortKey == null ? List.of(partitionKey) : List.of(partitionKey, sortKey);
    }

    /**
     * The key made of exactly these attributes.
     *
     * @throws IllegalArgumentException when they are not this schema's, or not of a type a key can have
     */
    public Key key(Map<String, Value> keys) {
        if (keys.size() != names().size() || !keys.keySet().containsAll(names())) {
            throw new IllegalArgumentException(
                    "key attributes %s, but PartitionKey and SortKey say %s: set the two parameters to the table's own"
                            .formatted(keys.keySet(), names()));
        }
        return keyOf(keys);
    }

    /** The key of a whole item; errors as for {@link #key}. */
    public Key key(Item item) {
        if (!item.attributes().keySet().containsAll(names())) {
            throw new IllegalArgumentException(
                    "item without its key: PartitionKey and SortKey say %s: set the two parameters to the table's own"
                            .formatted(names()));
        }
        return keyOf(item.attributes());
    }

    private Key keyOf(Map<String, Value> attributes) {
        Map<String, Value> ordered = new LinkedHashMap<>();
        for (String name : names()) {
            Value value = attributes.get(name);
            if (value != null) {
                ordered.put(name, value);
            }
        }
        return new Key(ordered);
    }
}
