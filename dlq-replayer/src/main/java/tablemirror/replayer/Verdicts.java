package tablemirror.replayer;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.Rendering;
import tablemirror.function.Deadline;
import tablemirror.index.DocumentReader;
import tablemirror.index.DocumentReader.Stored;
import tablemirror.table.Read;
import tablemirror.table.TableReader;

/**
 * Says what a replay of an item would do, from what table and index hold now. It cannot know what OpenSearch will refuse.
 * Whoever cannot be reached makes the verdict unknown, and nothing fails. Stateless.
 */
final class Verdicts {
    static final String INDEXED = "would be indexed";
    static final String DELETED = "would be deleted";
    static final String CURRENT = "already current";
    static final String REFUSED = "would be refused: ";
    static final String UNKNOWN = "unknown: ";

    /** Items and documents of one page, 400 KB each at most, are in memory together. */
    private static final int PAGE = 25;
    /** One that is away must not cost the run more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What other servers say may be long. */
    static final int MAX_TEXT = 300;

    private final TableReader table;
    private final DocumentReader index;
    private final Documents renderings;

    Verdicts(TableReader table, DocumentReader index, Documents renderings) {
        this.table = table;
        this.index = index;
        this.renderings = renderings;
    }

    /** A verdict on each. */
    Map<Key, String> of(Collection<Key> keys, Deadline end) {
        Deadline deadline = end.atMost(PATIENCE);
        List<Key> all = List.copyOf(new LinkedHashSet<>(keys));
        Map<Key, String> verdicts = new HashMap<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            List<Key> page = all.subList(from, Math.min(from + PAGE, all.size()));
            try {
                Map<String, Stored> documents =
                        index.read(page.stream().map(Key::documentId).toList(), deadline);
                Map<Key, Read<Item>> items = table.read(page, Function.identity(), deadline);
                items.forEach((key, item) -> verdicts.put(key, verdict(item, documents.get(key.documentId()))));
            } catch (IOException e) {
                // The next page would have to wait as long, to learn no more.
                String unknown = unknown(e.getMessage());
                all.subList(from, all.size()).forEach(key -> verdicts.put(key, unknown));
                break;
            }
        }
        return verdicts;
    }

    private String verdict(Read<Item> item, @Nullable Stored document) {
        return switch (item) {
            case Read.Unavailable<Item> unavailable -> unknown(unavailable.cause());
            case Read.Absent<Item> absent -> verdict(new Rendering.NotIndexed<>(), document);
            case Read.Present<Item> present -> verdict(renderings.of(present.value()), document);
        };
    }

    private String verdict(Rendering<Item> expected, @Nullable Stored document) {
        return switch (expected) {
            case Rendering.NotIndexed<Item> none -> document instanceof Stored.Present ? DELETED : CURRENT;
            case Rendering.Refused<Item> refused ->
                REFUSED + Letter.cut("%s: %s".formatted(refused.type(), refused.reason()), MAX_TEXT);
            case Rendering.Document<Item> made ->
                document instanceof Stored.Present there && renderings.isSame(made.content(), there.source())
                        ? CURRENT
                        : INDEXED;
        };
    }

    private static String unknown(@Nullable String cause) {
        return UNKNOWN + Letter.cut(String.valueOf(cause), MAX_TEXT);
    }
}
