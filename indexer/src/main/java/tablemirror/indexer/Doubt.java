package tablemirror.indexer;

import java.time.Duration;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.queue.Received;

/**
 * Whether a message may stand behind a newer delete that OpenSearch has forgotten. Its version would not be refused then,
 * and writing its image would bring a deleted document back, so it is read from the table instead.
 */
final class Doubt {
    /** Half of what OpenSearch remembers a delete for (index.gc_deletes, 60 s). */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    private Doubt() {}

    /**
     * A first delivery that was sent promptly is believed, however long it waited: nothing of its item passed it. A version
     * of the future is never believed, whatever the change asks for: written, it would keep out every later one.
     */
    static boolean isDoubtful(Received message, Change change) {
        boolean sentLate =
                Duration.between(change.origin().createdAt(), message.sentAt()).compareTo(PROMPT) > 0;
        boolean mayBeOld = change.effect() instanceof Effect.Upsert && (message.receiveCount() > 1 || sentLate);
        return mayBeOld || change.version().isAheadOf(message.sentAt());
    }
}
