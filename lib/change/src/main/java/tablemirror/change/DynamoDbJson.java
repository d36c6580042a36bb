package tablemirror.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes in DynamoDB's own JSON, where each value names its type: {@code {"name": {"S": "Vila"}}}. Reading what was
 * written gives equal values.
 */
public final class DynamoDbJson {
    private DynamoDbJson() {}

    /** These attributes as ASCII text: a key that is kept somewhere, or a place in a scan. */
    public static String text(Map<String, Value> attributes) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Message.JSON.createGenerator(text)) {
            write(out, attributes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    /**
     * Text that was made by {@link #text} back to its attributes.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static Map<String, Value> attributes(String text) {
        try (JsonParser in = Message.JSON.createParser(text)) {
            in.nextToken();
            return read(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("not DynamoDB's JSON: " + e.getMessage(), e);
        }
    }

    static void write(JsonGenerator out, Map<String, Value> attributes) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            out.writeFieldName(attribute.getKey());
            write(out, attribute.getValue());
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Value value) throws IOException {
        out.writeStartObject();
        switch (value) {
            case Value.S s -> out.writeStringField("S", s.text());
            case Value.N n -> out.writeStringField("N", n.digits());
            case Value.B b -> out.writeBinaryField("B", b.bytes());
            case Value.Bool bool -> out.writeBooleanField("BOOL", bool.value());
            case Value.Null none -> out.writeBooleanField("NULL", true);
            case Value.M m -> {
                out.writeFieldName("M");
                write(out, m.attributes());
            }
            case Value.L l -> {
                out.writeArrayFieldStart("L");
                for (Value element : l.values()) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case Value.Ss ss -> {
                out.writeArrayFieldStart("SS");
                for (Value.S s : ss.values()) {
                    out.writeString(s.text());
                }
                out.writeEndArray();
            }
            case Value.Ns ns -> {
                out.writeArrayFieldStart("NS");
                for (Value.N n : ns.values()) {
                    out.writeString(n.digits());
                }
                out.writeEndArray();
            }
            case Value.Bs bs -> {
                out.writeArrayFieldStart("BS");
                for (Value.B b : bs.values()) {
                    out.writeBinary(b.bytes());
                }
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }

    /** Reads the object the parser stands at. */
    static Map<String, Value> read(JsonParser in) throws IOException {
        expect(in, JsonToken.START_OBJECT);
        Map<String, Value> attributes = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (attributes.put(name, readValue(in)) != null) {
                throw new MalformedJson("attribute \"%s\" twice in one object".formatted(name));
            }
        }
        return attributes;
    }

    private static Value readValue(JsonParser in) throws IOException {
        expect(in, JsonToken.START_OBJECT);
        String type = String.valueOf(in.nextFieldName());
        in.nextToken();
        Value value = switch (type) {
            case "S" -> readText(in);
            case "N" -> readNumber(in);
            case "B" -> readBinary(in);
            case "BOOL" -> new Value.Bool(in.getBooleanValue());
            case "NULL" -> new Value.Null();
            case "M" -> new Value.M(read(in));
            case "L" -> new Value.L(readArray(in, DynamoDbJson::readValue));
            case "SS" -> new Value.Ss(readArray(in, DynamoDbJson::readText));
            case "NS" -> new Value.Ns(readArray(in, DynamoDbJson::readNumber));
            case "BS" -> new Value.Bs(readArray(in, DynamoDbJson::readBinary));
            default -> throw new MalformedJson("attribute type \"%s\": DynamoDB has none such".formatted(type));
        };
        if (in.nextToken() != JsonToken.END_OBJECT) {
            throw new MalformedJson("two types for one value");
        }
        return value;
    }

    private static Value.S readText(JsonParser in) throws IOException {
        expect(in, JsonToken.VALUE_STRING);
        return new Value.S(in.getText());
    }

    private static Value.N readNumber(JsonParser in) throws IOException {
        expect(in, JsonToken.VALUE_STRING);
        try {
            return new Value.N(in.getText());
        } catch (NumberFormatException e) {
            throw new MalformedJson("N that is no number");
        }
    }

    private static Value.B readBinary(JsonParser in) throws IOException {
        expect(in, JsonToken.VALUE_STRING);
        return new Value.B(in.getBinaryValue());
    }

    private static <T> List<T> readArray(JsonParser in, Reader<T> element) throws IOException {
        expect(in, JsonToken.START_ARRAY);
        List<T> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.read(in));
        }
        return elements;
    }

    private static void expect(JsonParser in, JsonToken token) throws IOException {
        if (in.currentToken() != token) {
            throw new MalformedJson("%s where %s must stand".formatted(in.currentToken(), token));
        }
    }

    private interface Reader<T> {
        T read(JsonParser in) throws IOException;
    }
}
