package tablemirror.index;

/**
 * What became of one operation, decided once from the error's type and reason and never again: everyone else switches on
 * the type. The reason of a rejection may quote a field's value, as OpenSearch's own reasons do; causes do not.
 */
public sealed interface Outcome {
    /** The index holds what was written (or no longer holds what was deleted). */
    record Applied() implements Outcome {}

    /** The index holds a higher version, this one. Nothing was changed. */
    record Superseded(long storedVersion) implements Outcome {}

    /** The document itself is at fault and will be refused again until it or the mapping changes. */
    record Rejected(String type, String reason) implements Outcome {}

    /** Neither done nor impossible: the same operation again, later, does no harm and may do. */
    sealed interface NotYet extends Outcome {
        /** What is in the way, for a person. */
        String cause();
    }

    /** OpenSearch asks for less. Nothing was changed. */
    record Throttled(String cause) implements NotYet {}

    /** Refused, like most documents lately: not this one is at fault but the mapping or the alias. */
    record Held(String cause) implements NotYet {}

    /** Not the document's fault, or nobody knows: it may or may not have been written. */
    record Unavailable(String cause) implements NotYet {}
}
