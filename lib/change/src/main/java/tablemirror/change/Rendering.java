package tablemirror.change;

/** What an item is in the index: a document of whatever form, or none, or one that cannot be made. Immutable if T is. */
public sealed interface Rendering<T> {
    /** It is this document. */
    record Document<T>(T content) implements Rendering<T> {}

    /** It has no document: where there is one, it is to be deleted. */
    record NotIndexed<T>() implements Rendering<T> {}

    /**
     * No document can be made of this item, and the fault is its own.
     *
     * @param type as OpenSearch names types of errors
     * @param reason for a person; it may quote the item, so it belongs into no log
     */
    record Refused<T>(String type, String reason) implements Rendering<T> {}
}
