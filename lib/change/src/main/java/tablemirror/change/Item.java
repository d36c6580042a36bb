package tablemirror.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A DynamoDB item: its attributes by name, in the order they came. Immutable. */
public record Item(Map<String, Value> attributes) {
    public Item {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
