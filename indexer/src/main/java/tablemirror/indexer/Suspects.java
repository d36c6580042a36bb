package tablemirror.indexer;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tablemirror.queue.Received;

/**
 * Which messages may be what kills the function: those that were received often, but for those of which this process has
 * survived an attempt. A process that is killed takes its memory along, so that there they are suspects again. Thread-safe.
 */
final class Suspects {
    private static final int RECEIVES = 5;
    private static final int MOST_REMEMBERED = 10_000;

    /** By id, the oldest first. */
    private final Set<String> survived = new LinkedHashSet<>();

    synchronized boolean isAny(List<Received> messages) {
        for (Received message : messages) {
            if (message.receiveCount() > RECEIVES && !survived.contains(message.messageId())) {
                return true;
            }
        }
        return false;
    }

    /** The attempt with these has ended, and they come again. */
    synchronized void survived(Collection<Received> messages) {
        messages.forEach(message -> survived.add(message.messageId()));
        for (Iterator<String> oldest = survived.iterator(); survived.size() > MOST_REMEMBERED; ) {
            oldest.next();
            oldest.remove();
        }
    }
}
