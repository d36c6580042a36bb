package tablemirror.indexer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Key;
import tablemirror.change.Version;
import tablemirror.queue.Received;

/** One item's messages, oldest first, and the one change that stands for them all: its outcome is theirs. */
record ItemInHand(List<Received> messages, Change change) {
    ItemInHand {
        messages = List.copyOf(messages);
    }

    /** A message and what it says. */
    record Decoded(Received message, Change change) {}

    /** The items of these messages, each in the order of its messages, in the order in which they first appear. */
    static List<ItemInHand> of(List<Decoded> decoded) {
        Map<Key, List<Decoded>> items = new LinkedHashMap<>();
        for (Decoded each : decoded) {
            items.computeIfAbsent(each.change.key(), key -> new ArrayList<>()).add(each);
        }
        return items.values().stream().map(ItemInHand::coalesced).toList();
    }

    /**
     * The last message stands for all before it, as long as the queue's order is the versions' order. Where it is not,
     * or one of them cannot be believed, only the table knows.
     */
    private static ItemInHand coalesced(List<Decoded> decoded) {
        boolean believed = true;
        Version highest = decoded.getFirst().change.version();
        for (Decoded each : decoded) {
            boolean inOrder = each.change.version().compareTo(highest) >= 0;
            boolean reread = each.change.effect() instanceof Effect.Reread;
            believed &= inOrder && !reread && !Doubt.isDoubtful(each.message, each.change);
            highest = highest.max(each.change.version());
        }
        Change last = decoded.getLast().change;
        return new ItemInHand(decoded.stream().map(Decoded::message).toList(), believed ? last : last.reread(highest));
    }

    /** The message that is named when the item is refused: the newest. */
    Received last() {
        return messages.getLast();
    }
}
