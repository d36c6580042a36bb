package tablemirror.change;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A user's own step from item to document, for what including, excluding and renaming fields cannot say. It is found by
 * {@link ServiceLoader}: a jar that names its class in {@code META-INF/services/tablemirror.change.DocumentTransformer}.
 *
 * <p>The same item must give the same document, always and everywhere: it is asked again whenever table and index are
 * compared. What it throws refuses this item and no other. Thread-safe.
 */
public interface DocumentTransformer {
    /** The item as it is. */
    DocumentTransformer NONE = Optional::of;

    /**
     * What stands in the index for this item, before fields are included, excluded and renamed.
     *
     * @param item its attributes, not to be changed
     * @return the document's fields, or empty when the item does not belong into the index. Key attributes that are left
     *     out are put back; a changed one refuses the item
     */
    Optional<Map<String, Value>> transform(Map<String, Value> item);

    /**
     * The one that is installed beside this class, or {@link #NONE}.
     *
     * @throws IllegalArgumentException when there are several
     */
    static DocumentTransformer installed() {
        return installed(DocumentTransformer.class.getClassLoader());
    }

    /** The same for what this class loader finds. */
    static DocumentTransformer installed(ClassLoader loader) {
        List<DocumentTransformer> found = ServiceLoader.load(DocumentTransformer.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("%d document transformers are installed, %s: must be at most one"
                    .formatted(
                            found.size(),
                            found.stream()
                                    .map(each -> each.getClass().getName())
                                    .toList()));
        }
        return found.isEmpty() ? NONE : found.getFirst();
    }
}
