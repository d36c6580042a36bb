package tablemirror.index;

/**
 * One versioned write of one document ({@code version_type=external_gte} on index and on delete): it takes effect unless
 * the index knows a higher version of that document. Immutable, except that the document's bytes are not copied.
 */
public sealed interface Operation {
    String documentId();

    long version();

    /** Writes the document: one JSON object as UTF-8 bytes, sent as they are. */
    @SuppressWarnings("ArrayRecordComponent") // Up to 1 MiB of it: neither copied nor compared.
    record Index(String documentId, long version, byte[] document) implements Operation {
        public Index {
            check(documentId, version);
            // A bulk is cut into its operations at newlines, and nowhere else.
            for (byte b : document) {
                if (b == '\n') {
                    throw new IllegalArgumentException(
                            "document of %s has a line break, must be JSON on one line".formatted(documentId));
                }
            }
        }
    }

    /** Deletes the document. The index remembers the version for a while, even of a document it never had. */
    record Delete(String documentId, long version) implements Operation {
        public Delete {
            check(documentId, version);
        }
    }

    private static void check(String documentId, long version) {
        if (documentId.isEmpty()) {
            throw new IllegalArgumentException("document id is empty, must have 1..512 bytes");
        }
        if (version < 0) {
            throw new IllegalArgumentException(
                    "version of %s is %d, must be 0..%d".formatted(documentId, version, Long.MAX_VALUE));
        }
    }
}
