package tablemirror.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change.Effect;

/**
 * The JSON of a DynamoDB stream event, as Lambda keeps it for records that failed, back to changes of one table: all of
 * them re-reads, because whoever reads it does so long after. Whatever the text, it answers and never throws.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Lambda: the event</a>
 */
public final class StreamEventReader {
    private final String table;
    private final KeySchema schema;

    public StreamEventReader(String table, KeySchema schema) {
        this.table = table;
        this.schema = schema;
    }

    /** What an event turned out to be. */
    public sealed interface Answer {
        /** The records in their order. */
        record Read(List<Change> rereads) implements Answer {}

        /** No event of this table's stream. The reason holds nothing of an item's content. */
        record Unreadable(String reason) implements Answer {}
    }

    public Answer read(String event) {
        try (JsonParser in = Message.JSON.createParser(event)) {
            List<Change> rereads = new ArrayList<>();
            expect(in.nextToken(), JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("Records")) {
                    readRecords(in, rereads);
                } else {
                    in.skipChildren();
                }
            }
            return rereads.isEmpty() ? new Answer.Unreadable("event without records") : new Answer.Read(rereads);
        } catch (StreamReadException e) {
            return new Answer.Unreadable(
                    "no JSON at character %d".formatted(e.getLocation().getCharOffset()));
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private void readRecords(JsonParser in, List<Change> rereads) throws IOException {
        expect(in.currentToken(), JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            expect(in.currentToken(), JsonToken.START_OBJECT);
            rereads.add(new Fields(in).record().change(table, schema, new Effect.Reread()));
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken token) throws MalformedJson {
        if (found != token) {
            throw new MalformedJson("%s where %s must stand".formatted(found, token));
        }
    }

    /** The fields of one record as they are met; images are passed over. */
    private static final class Fields {
        private final JsonParser in;
        private @Nullable String streamArn;
        private @Nullable String eventId;
        private @Nullable Map<String, Value> keys;
        private @Nullable String sequenceNumber;
        private @Nullable Instant createdAt;

        Fields(JsonParser in) {
            this.in = in;
        }

        StreamRecord record() throws IOException {
            readObject();
            return new StreamRecord(
                    present("eventSourceARN", streamArn),
                    present("eventID", eventId),
                    present("Keys", keys),
                    present("SequenceNumber", sequenceNumber),
                    present("ApproximateCreationDateTime", createdAt));
        }

        /** A record's own fields and those of its part {@code dynamodb}: no name is in both. */
        private void readObject() throws IOException {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "dynamodb" -> {
                        expect(in.currentToken(), JsonToken.START_OBJECT);
                        readObject();
                    }
                    case "eventSourceARN" -> streamArn = in.getText();
                    case "eventID" -> eventId = in.getText();
                    case "Keys" -> keys = DynamoDbJson.read(in);
                    case "SequenceNumber" -> sequenceNumber = in.getText();
                    // Lambda writes seconds as a number of any form: 1.7E9 as well.
                    case "ApproximateCreationDateTime" ->
                        createdAt = Instant.ofEpochSecond(in.getDecimalValue().longValue());
                    default -> in.skipChildren();
                }
            }
        }

        private static <T> T present(String name, @Nullable T value) throws MalformedJson {
            if (value == null) {
                throw new MalformedJson("record without \"%s\"".formatted(name));
            }
            return value;
        }
    }
}
