package tablemirror.replayer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.change.StreamEventReader;
import tablemirror.change.StreamEventReader.Answer;

/**
 * What Lambda put into the failure destination: one object for each batch of stream records it gave up. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Failure destinations</a>
 */
sealed interface FailedObject {
    /**
     * A batch.
     *
     * @param condition why it was given up, in Lambda's words
     * @param since when it was given up
     * @param items the newest record of each item, in the order in which the items first changed
     */
    record Batch(String condition, Instant since, int records, Instant firstAt, Instant lastAt, List<Change> items)
            implements FailedObject {}

    /** No batch of this table's. The reason holds nothing of an item's content. */
    record Unreadable(String reason) implements FailedObject {}

    ObjectMapper JSON = new ObjectMapper();

    /** Whatever the bytes, it answers and never throws. */
    static FailedObject of(byte[] content, StreamEventReader reader) {
        try {
            JsonNode object = JSON.readTree(content);
            Instant since = Instant.parse(object.path("timestamp").asText());
            JsonNode payload = object.path("payload");
            String condition = object.at("/requestContext/condition").asText("unknown");
            return switch (reader.read(payload.isTextual() ? payload.asText() : payload.toString())) {
                case Answer.Read read -> batch(Letter.cut(condition, Letter.MAX_TYPE), since, read.rereads());
                case Answer.Unreadable unreadable -> new Unreadable("payload: " + unreadable.reason());
            };
        } catch (IOException e) {
            return new Unreadable("no JSON");
        } catch (DateTimeException e) {
            return new Unreadable("no object of a failure destination: no timestamp");
        }
    }

    private static Batch batch(String condition, Instant since, List<Change> rereads) {
        Map<Key, Change> newest = new LinkedHashMap<>();
        rereads.forEach(change ->
                newest.merge(change.key(), change, (a, b) -> a.version().compareTo(b.version()) > 0 ? a : b));
        List<Instant> times = rereads.stream()
                .map(change -> change.origin().createdAt())
                .sorted()
                .toList();
        return new Batch(
                condition, since, rereads.size(), times.getFirst(), times.getLast(), List.copyOf(newest.values()));
    }
}
