package tablemirror.refill;

import java.util.Optional;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.Rendering;
import tablemirror.index.DocumentReader.Stored;

/** How an item and its document differ. */
enum Difference {
    /** The item has no document. */
    MISSING,
    /** The document says something else. */
    STALE,
    /** The document has no item, or an item that does not belong into the index. */
    EXTRA;

    /** The difference between what the table and the index hold under one key, if there is one. */
    static Optional<Difference> between(Optional<Item> item, Stored stored, Documents documents) {
        Rendering<Item> expected = item.map(documents::of).orElseGet(Rendering.NotIndexed::new);
        return switch (stored) {
            case Stored.Absent absent ->
                expected instanceof Rendering.NotIndexed ? Optional.empty() : Optional.of(MISSING);
            case Stored.Present found ->
                switch (expected) {
                    case Rendering.NotIndexed<Item> none -> Optional.of(EXTRA);
                    case Rendering.Refused<Item> refused -> Optional.of(STALE);
                    case Rendering.Document<Item> document ->
                        documents.isSame(document.content(), found.source()) ? Optional.empty() : Optional.of(STALE);
                };
        };
    }
}
