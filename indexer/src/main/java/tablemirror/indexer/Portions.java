package tablemirror.indexer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.queue.Received;

/**
 * Cuts the messages of one invocation into portions that are read, written and forgotten one after the other. A message
 * that is read can take many times its bytes, and fifty MiB of messages may be in hand.
 */
final class Portions {
    /** A bulk of the default size is one portion. */
    static final int MOST_BYTES = 6 << 20;

    private Portions() {}

    /**
     * All messages of a group are in one portion, in their order; a portion has more than these bytes only when it is
     * one group.
     */
    static List<List<Received>> of(List<Received> messages, int mostBytes) {
        Map<String, List<Received>> groups = new LinkedHashMap<>();
        for (Received message : messages) {
            groups.computeIfAbsent(message.group(), group -> new ArrayList<>()).add(message);
        }
        List<List<Received>> portions = new ArrayList<>();
        List<Received> portion = new ArrayList<>();
        long portionBytes = 0;
        for (List<Received> group : groups.values()) {
            long bytes = bytes(group);
            if (!portion.isEmpty() && portionBytes + bytes > mostBytes) {
                portions.add(portion);
                portion = new ArrayList<>();
                portionBytes = 0;
            }
            portion.addAll(group);
            portionBytes += bytes;
        }
        portions.add(portion);
        return portions;
    }

    private static long bytes(List<Received> messages) {
        long bytes = 0;
        for (Received message : messages) {
            bytes += message.body().length();
        }
        return bytes;
    }
}
