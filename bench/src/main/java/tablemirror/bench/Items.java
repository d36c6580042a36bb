package tablemirror.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Value;

/** Items of a given size, of all the types that tables are mostly made of. The same number gives the same item. */
final class Items {
    static final String KEY = "id";

    private static final String TEXT = "The quick brown fox jumps";

    private Items() {}

    /** The key attribute of the item of this number. */
    static Map<String, Value> key(String name, int number) {
        return Map.of(KEY, new Value.S("%s-%08d".formatted(name, number)));
    }

    /** An item whose document has about so many bytes, the time of indexing included. */
    static Map<String, Value> item(String name, int number, int documentBytes) {
        Map<String, Value> item = new LinkedHashMap<>(key(name, number));
        item.put("count", new Value.N(Integer.toString(number)));
        int bytes = 85;
        for (int i = 0; bytes < documentBytes; i++) {
            String attribute = "attribute" + i;
            Value value = value(i, number);
            item.put(attribute, value);
            bytes += attribute.length() + 4 + bytes(value);
        }
        return item;
    }

    /** Attributes of 20 to 40 bytes; of five one is nested. */
    private static Value value(int attribute, int number) {
        return switch (attribute % 5) {
            case 0 -> new Value.S(TEXT);
            case 1 -> new Value.N("%d.%02d".formatted(1_000_000 + number, attribute % 100));
            case 2 -> new Value.S("k" + number % 100);
            case 3 -> new Value.Bool(number % 2 == 0);
            default -> new Value.M(Map.of("list", new Value.L(List.of(new Value.S("abc"), new Value.S("de")))));
        };
    }

    private static int bytes(Value value) {
        return switch (value) {
            case Value.S s -> s.text().length() + 2;
            case Value.N n -> n.digits().length();
            case Value.Bool b -> 5;
            default -> 22;
        };
    }
}
