package tablemirror.index;

/**
 * What became of one operation, decided once from the error's type and reason and never again: everyone else switches on
 * the type. Texts may quote a field's value, as OpenSearch's own reasons do.
 */
public sealed interface Outcome {
    /** The index holds what was written (or no longer holds what was deleted). */
    record Applied() implements Outcome {}

    /** The index holds a higher version, this one. Nothing was changed. */
    record Superseded(long storedVersion) implements Outcome {}

    /** The document itself is at fault and will be refused again until it or the mapping changes. */
    record Rejected(String type, String reason) implements Outcome {}

    /** OpenSearch asks for less. Nothing was changed; the same operation will do later. */
    record Throttled(String cause) implements Outcome {}

    /** Not the document's fault, or nobody knows: it may or may not have been written. The same operation again does no harm. */
    record Unavailable(String cause) implements Outcome {}
}
