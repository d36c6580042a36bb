package tablemirror.local;

import java.util.List;

/**
 * A bulk request as {@link FaultProxy} saw it. Immutable.
 *
 * @param atNanos when it came, by {@link System#nanoTime}
 * @param overNanos when its answer went back, or it was clear that none would
 * @param ids the document id of each of its operations
 */
public record Bulk(long atNanos, long overNanos, List<String> ids, Fate fate) {
    /** What became of it. */
    public enum Fate {
        /** OpenSearch's answer, whatever it was, went back. */
        ANSWERED,
        /** The proxy refused it with a 429. */
        REFUSED,
        /** No answer went back, whether OpenSearch had seen it or not. */
        LOST
    }

    public Bulk {
        ids = List.copyOf(ids);
    }

    public int operations() {
        return ids.size();
    }
}
