package tablemirror.refill;

import java.util.Optional;
import tablemirror.change.DocumentComparison;
import tablemirror.change.Item;
import tablemirror.index.DocumentReader.Stored;

/** How an item and its document differ. */
enum Difference {
    /** The item has no document. */
    MISSING,
    /** The document says something else. */
    STALE,
    /** The document has no item. */
    EXTRA;

    /** The difference between what the table and the index hold under one key, if there is one. */
    static Optional<Difference> between(Optional<Item> item, Stored stored, DocumentComparison comparison) {
        return switch (stored) {
            case Stored.Absent absent -> item.map(there -> MISSING);
            case Stored.Present document ->
                item.isEmpty()
                        ? Optional.of(EXTRA)
                        : item.filter(there -> !comparison.isSame(there, document.source()))
                                .map(there -> STALE);
        };
    }
}
