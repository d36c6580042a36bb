package tablemirror.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.Value;
import tablemirror.function.Deadline;

/** The port to the table: one strongly consistent BatchGetItem. */
public interface BatchGet {
    /** The most keys DynamoDB takes in one call. */
    int MAX_KEYS = 100;

    /**
     * Asks for the items of these keys, at most {@link #MAX_KEYS} and no two alike.
     *
     * @throws KeysRefused when a key is none that this table can have
     * @throws TableUnavailable when there is no answer; by the deadline the call is over
     */
    Answer get(List<Key> keys, Deadline deadline);

    /**
     * What DynamoDB answered, in no order.
     *
     * @param unprocessed the keys it put off, which says nothing about their items
     * @param date the second of the answer from its {@code Date} header, if there is one that can be read
     */
    record Answer(List<Item> items, List<Map<String, Value>> unprocessed, Optional<Instant> date) {
        public Answer {
            items = List.copyOf(items);
            unprocessed = List.copyOf(unprocessed);
        }
    }
}
