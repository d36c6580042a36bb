package tablemirror.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a stored document says what {@link DocumentWriter} would write for an item now. The time of indexing and
 * the order of sets do not count (DynamoDB keeps no order in a set); numbers are compared by value, exactly. Thread-safe.
 */
public final class DocumentComparison {
    private final String timestampField;

    public DocumentComparison(String timestampField) {
        this.timestampField = timestampField;
    }

    /**
     * Whether the document is this item's.
     *
     * @param document the stored {@code _source}; bytes that are no JSON object are no item's document
     */
    public boolean isSame(Item item, byte[] document) {
        Map<String, Value> stored;
        try (JsonParser in = Message.JSON.createParser(document)) {
            in.nextToken();
            stored = readObject(in);
        } catch (IOException e) {
            return false;
        }
        if (!item.attributes().containsKey(timestampField)) {
            stored.remove(timestampField);
        }
        return isSame(item.attributes(), stored);
    }

    private static boolean isSame(Map<String, Value> expected, Map<String, Value> stored) {
        return expected.size() == stored.size()
                && expected.entrySet().stream().allMatch(attribute -> {
                    Value value = stored.get(attribute.getKey());
                    return value != null && isSame(attribute.getValue(), value);
                });
    }

    /** The stored value is made of what JSON has: text, numbers, lists and the like. */
    private static boolean isSame(Value expected, Value stored) {
        return switch (expected) {
            case Value.S s -> s.equals(stored);
            case Value.N n -> stored instanceof Value.N other && isSameNumber(n.digits(), other.digits());
            case Value.B b -> base64(b).equals(stored);
            case Value.Bool bool -> bool.equals(stored);
            case Value.Null none -> none.equals(stored);
            case Value.L l -> stored instanceof Value.L other && isSameList(l.values(), other.values());
            case Value.M m -> stored instanceof Value.M other && isSame(m.attributes(), other.attributes());
            case Value.Ss ss -> isSameSet(ss.values(), stored);
            case Value.Ns ns -> isSameSet(ns.values(), stored);
            case Value.Bs bs ->
                isSameSet(bs.values().stream().map(DocumentComparison::base64).toList(), stored);
        };
    }

    private static boolean isSameList(List<Value> expected, List<Value> stored) {
        boolean same = expected.size() == stored.size();
        for (int i = 0; same && i < expected.size(); i++) {
            same = isSame(expected.get(i), stored.get(i));
        }
        return same;
    }

    private static boolean isSameSet(Collection<? extends Value> expected, Value stored) {
        return stored instanceof Value.L list && inOrder(expected).equals(inOrder(list.values()));
    }

    /** One text for each element, equal for equal elements of a set, in one order. */
    private static List<String> inOrder(Collection<? extends Value> values) {
        return values.stream().map(DocumentComparison::text).sorted().toList();
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.N n -> "N" + new BigDecimal(n.digits()).stripTrailingZeros();
            case Value other -> other.toString();
        };
    }

    private static boolean isSameNumber(String digits, String others) {
        return digits.equals(others) || new BigDecimal(digits).compareTo(new BigDecimal(others)) == 0;
    }

    private static Value.S base64(Value.B binary) {
        return new Value.S(Base64.getEncoder().encodeToString(binary.bytes()));
    }

    private static Map<String, Value> readObject(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedJson("%s where a document must stand".formatted(in.currentToken()));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, readValue(in));
        }
        return fields;
    }

    private static Value readValue(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> new Value.M(readObject(in));
            case START_ARRAY -> {
                List<Value> elements = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(readValue(in));
                }
                yield new Value.L(elements);
            }
            case VALUE_STRING -> new Value.S(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(in);
            case VALUE_TRUE, VALUE_FALSE -> new Value.Bool(in.getBooleanValue());
            case VALUE_NULL -> new Value.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new MalformedJson("%s where a value must stand".formatted(in.currentToken()));
        };
    }

    /** A number of an exponent beyond any that DynamoDB has is none of an item. */
    private static Value readNumber(JsonParser in) throws IOException {
        try {
            return new Value.N(new BigDecimal(in.getText()).toString());
        } catch (NumberFormatException e) {
            throw new MalformedJson("number beyond all bounds");
        }
    }
}
