package tablemirror.indexer;

import java.time.Duration;
import tablemirror.change.Change;
import tablemirror.queue.Received;

/**
 * Whether a message may stand behind a newer change of its item that its version does not yield to: a delete that
 * OpenSearch has forgotten, or an item made anew whose version is lower because DynamoDB's time or numbers ran back. Writing
 * its image would bring a deleted document back, its removal would take a new one away; so the item is read instead.
 */
final class Doubt {
    /** Half of what OpenSearch remembers a delete for (index.gc_deletes, 60 s). */
    private static final Duration PROMPT = Duration.ofSeconds(30);

    /** What clocks of DynamoDB and SQS may differ by. Further ahead, a version could keep out changes that come after it. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private Doubt() {}

    /**
     * A first delivery that was sent promptly is believed, however long it waited: nothing of its item passed it. A version
     * of the future is never believed, whatever the change asks for: written, it would keep out every later one.
     */
    static boolean isDoubtful(Received message, Change change) {
        boolean sentLate =
                Duration.between(change.origin().createdAt(), message.sentAt()).compareTo(PROMPT) > 0;
        boolean mayBeOld = message.receiveCount() > 1 || sentLate;
        boolean ahead = change.version().second().isAfter(message.sentAt().plus(AHEAD));
        return mayBeOld || ahead;
    }
}
