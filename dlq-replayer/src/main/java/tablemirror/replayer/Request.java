package tablemirror.replayer;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person asks for. Immutable.
 *
 * @param limit the most dead letters, or failed objects, to look at
 * @param ratePerSecond re-reads sent per second, if not the configured number
 * @param dryRun to be told what would happen, and nothing is done
 */
record Request(Action action, Source from, Where where, int limit, Optional<Integer> ratePerSecond, boolean dryRun) {
    enum Action {
        INSPECT,
        REPLAY,
        DISCARD
    }

    /** Where changes lie that came to nothing. */
    enum Source {
        /** The dead-letter queue. */
        DLQ,
        /** The bucket that is the stream's failure destination. */
        S3
    }

    /** Whether it leaves everything where it is. */
    boolean onlyLooks() {
        return action == Action.INSPECT || dryRun;
    }

    /**
     * Which letters are meant: those that are all of this. Empty is everything.
     *
     * @param documentId {@link Letter#NO_DOCUMENT} for letters that name no item
     * @param rejectedAfter from this moment on
     * @param rejectedBefore up to this moment, itself not included
     */
    record Where(
            Optional<String> errorType,
            Optional<String> documentId,
            Optional<String> idPrefix,
            Optional<String> messageId,
            Optional<Instant> rejectedAfter,
            Optional<Instant> rejectedBefore,
            Optional<String> reasonContains) {
        boolean isEverything() {
            return takesEveryDocument()
                    && errorType.isEmpty()
                    && messageId.isEmpty()
                    && rejectedAfter.isEmpty()
                    && rejectedBefore.isEmpty()
                    && reasonContains.isEmpty();
        }

        boolean takes(Letter letter) {
            return takesReason(letter.errorType(), letter.since())
                    && takesDocument(letter.documentId())
                    && is(messageId, letter.message().messageId())
                    && reasonContains.map(letter.reason()::contains).orElse(true);
        }

        boolean takesReason(String type, Instant since) {
            return is(errorType, type)
                    && rejectedAfter.map(after -> !since.isBefore(after)).orElse(true)
                    && rejectedBefore.map(since::isBefore).orElse(true);
        }

        boolean takesDocument(String id) {
            return is(documentId, id) && idPrefix.map(id::startsWith).orElse(true);
        }

        boolean takesEveryDocument() {
            return documentId.isEmpty() && idPrefix.isEmpty();
        }

        private static boolean is(Optional<String> wanted, String value) {
            return wanted.map(value::equals).orElse(true);
        }
    }
}
