package tablemirror.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Item;
import tablemirror.change.Value;
import tablemirror.function.Deadline;

/** The port to the whole table: strongly consistent pages of a parallel scan, and what the table says of itself. */
public interface TableScan {
    /**
     * The next items of a part of the table, at most so many.
     *
     * @param after where the page before ended; empty for the first
     * @throws TableUnavailable when there is no answer; by the deadline the call is over
     */
    Page scan(Part part, Optional<Map<String, Value>> after, int most, Deadline deadline);

    /**
     * What the table says of itself.
     *
     * @throws TableUnavailable as above
     */
    Description describe(Deadline deadline);

    /** One of the equal parts, counted from 0, into which a scan divides the table. */
    record Part(int segment, int segments) {
        public Part {
            if (segments < 1 || segment < 0 || segment >= segments) {
                throw new IllegalArgumentException(
                        "segment %d of %d: must be 0..%d".formatted(segment, segments, segments - 1));
            }
        }
    }

    /**
     * Items as they were when DynamoDB answered.
     *
     * @param next where to go on; empty after the last page. A page without items may have a next one.
     * @param answeredAt the second of the answer, by DynamoDB's clock
     */
    record Page(List<Item> items, Optional<Map<String, Value>> next, Instant answeredAt) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * The table's own account.
     *
     * @param types of its key attributes, by name; those of its indices may be among them
     * @param items about how many it has: DynamoDB counts them every six hours
     */
    record Description(Map<String, KeyType> types, long items) {
        public Description {
            types = Map.copyOf(types);
        }
    }

    /** What a key attribute can be. */
    enum KeyType {
        S,
        N,
        B
    }
}
