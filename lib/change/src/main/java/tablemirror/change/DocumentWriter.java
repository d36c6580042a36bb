package tablemirror.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;

/**
 * Items to the documents OpenSearch stores. Numbers keep every digit, sets become arrays, binary becomes base64. The time
 * of indexing stands under the given field unless the item has an attribute of that name. Thread-safe.
 */
public final class DocumentWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final String timestampField;
    /** A bulk's documents are written within a few milliseconds: writing the time of each took a tenth of all the time. */
    private volatile Written lastTime = new Written(Instant.EPOCH, Instant.EPOCH.toString());

    private record Written(Instant time, String text) {}

    public DocumentWriter(String timestampField) {
        this.timestampField = timestampField;
    }

    /** The document in UTF-8. */
    public byte[] write(Item item, Instant indexedAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            writeFields(out, item.attributes());
            if (!item.attributes().containsKey(timestampField)) {
                out.writeStringField(timestampField, text(indexedAt.truncatedTo(ChronoUnit.MILLIS)));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private String text(Instant time) {
        Written last = lastTime;
        if (!last.time.equals(time)) {
            last = new Written(time, time.toString());
            lastTime = last;
        }
        return last.text;
    }

    private static void writeFields(JsonGenerator out, Map<String, Value> attributes) throws IOException {
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            out.writeFieldName(attribute.getKey());
            write(out, attribute.getValue());
        }
    }

    private static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.S s -> out.writeString(s.text());
            case Value.N n -> out.writeNumber(n.digits());
            case Value.B b -> out.writeBinary(b.bytes());
            case Value.Bool bool -> out.writeBoolean(bool.value());
            case Value.Null none -> out.writeNull();
            case Value.L l -> writeArray(out, l.values());
            case Value.Ss ss -> writeArray(out, ss.values());
            case Value.Ns ns -> writeArray(out, ns.values());
            case Value.Bs bs -> writeArray(out, bs.values());
            case Value.M m -> {
                out.writeStartObject();
                writeFields(out, m.attributes());
                out.writeEndObject();
            }
        }
    }

    private static void writeArray(JsonGenerator out, Collection<? extends Value> values) throws IOException {
        out.writeStartArray();
        for (Value value : values) {
            write(out, value);
        }
        out.writeEndArray();
    }
}
