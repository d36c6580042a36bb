package tablemirror.change;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tablemirror.change.Change.Effect;

/**
 * A change as the body of a message: JSON, its format's number first, in ASCII, because SQS refuses some characters that
 * a DynamoDB string may hold. One byte a character, so the body's length is its size.
 */
public final class Message {
    /** The format written; every format ever released is read. */
    static final int FORMAT = 1;

    /** An attribute's name may have 64 KiB, more than the parser takes by itself. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(1 << 16).build())
            .build();

    private Message() {}

    public static String body(Change change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("format", FORMAT);
            out.writeStringField("table", change.table());
            out.writeStringField("kind", kind(change.effect()));
            out.writeFieldName("keys");
            DynamoDbJson.write(out, change.key().attributes());
            if (change.effect() instanceof Effect.Upsert upsert) {
                out.writeFieldName("image");
                DynamoDbJson.write(out, upsert.image().attributes());
            }
            out.writeNumberField("version", change.version().value());
            out.writeStringField("sequenceNumber", change.origin().sequenceNumber());
            out.writeStringField("createdAt", change.origin().createdAt().toString());
            out.writeStringField("eventId", change.origin().eventId());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toString(ISO_8859_1);
    }

    private static String kind(Effect effect) {
        return switch (effect) {
            case Effect.Upsert upsert -> "UPSERT";
            case Effect.Remove remove -> "REMOVE";
            case Effect.Reread reread -> "REREAD";
        };
    }
}
