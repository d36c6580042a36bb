package tablemirror.change;

import java.util.Collections;
import java.util.Map;

/** A DynamoDB item: its attributes by name, in the order they came. Immutable; the map is not copied and must not be changed. */
public record Item(Map<String, Value> attributes) {
    public Item {
        attributes = Collections.unmodifiableMap(attributes);
    }
}
