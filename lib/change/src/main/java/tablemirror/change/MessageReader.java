package tablemirror.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;

/** Message bodies of one table back to changes. Whatever the text, it answers and never throws. Thread-safe. */
public final class MessageReader {
    private final String table;
    private final KeySchema schema;
    /** Streams tell whole seconds, and changes of one second come together: parsing each took a tenth of all the time. */
    private volatile Parsed lastTime = new Parsed("1970-01-01T00:00:00Z", Instant.EPOCH);

    private record Parsed(String text, Instant time) {}

    public MessageReader(String table, KeySchema schema) {
        this.table = table;
        this.schema = schema;
    }

    /** What a body turned out to be. */
    public sealed interface Answer {
        record Read(Change change) implements Answer {}

        /** No message of ours, and it never will be one. The reason holds nothing of the body's content. */
        record Malformed(String reason) implements Answer {}

        /** A message, but not for this deployment as it is set up: of another table, other keys or a newer format. */
        record Refused(String reason) implements Answer {}
    }

    public Answer read(String body) {
        try (JsonParser in = Message.JSON.createParser(body)) {
            return new Fields(in).answer();
        } catch (StreamReadException e) {
            return new Answer.Malformed(
                    "no JSON at character %d".formatted(e.getLocation().getCharOffset()));
        } catch (DateTimeException e) {
            return new Answer.Malformed("createdAt that is no ISO 8601 time");
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private Instant parsed(String text) {
        Parsed last = lastTime;
        if (!last.text.equals(text)) {
            last = new Parsed(text, Instant.parse(text));
            lastTime = last;
        }
        return last.time;
    }

    /** The fields of one body as they are met; unknown ones are passed over, as a later format may add some. */
    private final class Fields {
        private final JsonParser in;
        private @Nullable String messageTable;
        private @Nullable String kind;
        private @Nullable Map<String, Value> keys;
        private @Nullable Map<String, Value> image;
        private long version = -1;
        private @Nullable String sequenceNumber;
        private @Nullable Instant createdAt;
        private @Nullable String eventId;

        Fields(JsonParser in) {
            this.in = in;
        }

        Answer answer() throws IOException {
            if (in.nextToken() != JsonToken.START_OBJECT || !"format".equals(in.nextFieldName())) {
                return new Answer.Malformed("no JSON object that begins with its format");
            }
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                return new Answer.Malformed("format that is no whole number");
            }
            BigInteger format = in.getBigIntegerValue();
            if (format.compareTo(BigInteger.valueOf(Message.FORMAT)) > 0) {
                return new Answer.Refused("message of format %s, this version reads up to %d: update this function"
                        .formatted(format, Message.FORMAT));
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                readField(name);
            }
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                return new Answer.Malformed("something after the message's own JSON object");
            }
            return change();
        }

        private void readField(String name) throws IOException {
            switch (name) {
                case "table" -> messageTable = in.getText();
                case "kind" -> kind = in.getText();
                case "keys" -> keys = DynamoDbJson.read(in);
                case "image" -> image = DynamoDbJson.read(in);
                case "version" -> version = in.getLongValue();
                case "sequenceNumber" -> sequenceNumber = in.getText();
                case "createdAt" -> createdAt = parsed(in.getText());
                case "eventId" -> eventId = in.getText();
                default -> in.skipChildren();
            }
        }

        private Answer change() throws MalformedJson {
            Origin origin = new Origin(
                    present("eventId", eventId),
                    present("sequenceNumber", sequenceNumber),
                    present("createdAt", createdAt));
            // Only what a stream record can have: arithmetic is done with these.
            Version.ofChange(origin.createdAt(), origin.sequenceNumber());
            Effect effect = effect();
            Version at = new Version(version);
            if (!table.equals(present("table", messageTable))) {
                return new Answer.Refused("message of table %s, but TableName is %s".formatted(messageTable, table));
            }
            Map<String, Value> attributes = present("keys", keys);
            try {
                return new Answer.Read(new Change(table, schema.key(attributes), at, effect, origin));
            } catch (IllegalArgumentException e) {
                return new Answer.Refused("message of table %s: %s".formatted(table, e.getMessage()));
            }
        }

        private Effect effect() throws MalformedJson {
            return switch (present("kind", kind)) {
                case "UPSERT" -> new Effect.Upsert(new Item(present("image", image)));
                case "REMOVE" -> new Effect.Remove();
                case "REREAD" -> new Effect.Reread();
                default -> throw new MalformedJson("kind \"%s\": must be UPSERT, REMOVE or REREAD".formatted(kind));
            };
        }

        private static <T> T present(String name, @Nullable T value) throws MalformedJson {
            if (value == null) {
                throw new MalformedJson("message without \"%s\"".formatted(name));
            }
            return value;
        }
    }
}
