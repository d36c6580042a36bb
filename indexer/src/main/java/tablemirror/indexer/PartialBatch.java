package tablemirror.indexer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tablemirror.queue.Received;

/**
 * The partial batch response of a FIFO queue, per message group: a failed message holds back the later ones of its own
 * group, whatever became of them, and of no other group.
 */
final class PartialBatch {
    private PartialBatch() {}

    /**
     * Which messages must come again, in their order.
     *
     * @param messages the batch as it was delivered
     */
    static List<Received> failures(List<Received> messages, Collection<Received> failed) {
        Set<Received> failedMessages = new HashSet<>(failed);
        Set<String> heldGroups = new HashSet<>();
        List<Received> again = new ArrayList<>();
        for (Received message : messages) {
            if (failedMessages.contains(message)) {
                heldGroups.add(message.group());
            }
            if (heldGroups.contains(message.group())) {
                again.add(message);
            }
        }
        return again;
    }
}
