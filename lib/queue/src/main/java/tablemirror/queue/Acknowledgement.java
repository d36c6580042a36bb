package tablemirror.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;

/**
 * Deletes messages oldest first within each group, the next only when the one before it is confirmed deleted. Were a
 * newer one deleted and an older one not, the older would come back alone and undo it.
 */
public final class Acknowledgement {
    private static final int MOST_AT_A_TIME = 8;

    private final Queue queue;

    public Acknowledgement(Queue queue) {
        this.queue = queue;
    }

    /** Deletes these, in queue order within each group. Returns those that are not confirmed deleted. */
    public List<Received> delete(List<Received> messages, Deadline deadline) {
        List<Received> open = messages;
        Set<Received> deleted = new HashSet<>();
        while (!open.isEmpty()) {
            List<Received> wave = oldestOfEachGroup(open);
            Set<String> moving = deleteWave(wave, deleted, deadline);
            open = open.stream()
                    .filter(message -> moving.contains(message.group()) && !deleted.contains(message))
                    .toList();
        }
        return messages.stream().filter(message -> !deleted.contains(message)).toList();
    }

    private static List<Received> oldestOfEachGroup(List<Received> messages) {
        Map<String, Received> oldest = new LinkedHashMap<>();
        messages.forEach(message -> oldest.putIfAbsent(message.group(), message));
        return new ArrayList<>(oldest.values());
    }

    /** Returns the groups whose message was deleted, so that their next may follow. */
    private Set<String> deleteWave(List<Received> wave, Set<Received> deleted, Deadline deadline) {
        List<List<Received>> batches = new ArrayList<>();
        for (int from = 0; from < wave.size(); from += Queue.MAX_ENTRIES) {
            batches.add(wave.subList(from, Math.min(from + Queue.MAX_ENTRIES, wave.size())));
        }
        List<Map<Integer, String>> failures =
                Parallel.map(batches, MOST_AT_A_TIME, deadline.ticker(), batch -> queue.delete(batch, deadline));
        Set<String> moving = new HashSet<>();
        for (int i = 0; i < wave.size(); i++) {
            boolean failed = failures.get(i / Queue.MAX_ENTRIES).containsKey(i % Queue.MAX_ENTRIES);
            if (!failed) {
                deleted.add(wave.get(i));
                moving.add(wave.get(i).group());
            }
        }
        return moving;
    }
}
