package tablemirror.replayer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.function.Deadline;

/**
 * Replays letters in hand, item by item: sends one re-read for all of an item's letters in hand, and then deletes them. A
 * re-read that was sent before a letter was in hand does not count: the letter may be what became of it. For one thread.
 */
final class ItemReplay {
    private final Hand hand;
    private final Rereads rereads;
    private final BiConsumer<Letter, Fate> met;
    private final Deadline deadline;
    private final Deadline end;
    private boolean timeIsUp;

    /**
     * The replaying of one run.
     *
     * @param met is told what became of each letter
     * @param deadline until then re-reads are sent
     * @param end until then letters are deleted whose re-reads are sent
     */
    ItemReplay(Hand hand, Rereads rereads, BiConsumer<Letter, Fate> met, Deadline deadline, Deadline end) {
        this.hand = hand;
        this.rereads = rereads;
        this.met = met;
        this.deadline = deadline;
        this.end = end;
    }

    /** Whether some letters were left because their turn would have come too late. */
    boolean timeIsUp() {
        return timeIsUp;
    }

    /** Letters that were not tried before in this run. */
    void replay(List<Letter> letters) {
        Map<Key, List<Letter>> byItem = new LinkedHashMap<>();
        for (Letter letter : letters) {
            letter.reread()
                    .ifPresentOrElse(
                            change -> byItem.computeIfAbsent(change.key(), key -> new ArrayList<>())
                                    .add(letter),
                            () -> met.accept(letter, new Fate.Failed("names no item: discard it by its messageId")));
        }
        List<List<Letter>> items = List.copyOf(byItem.values());
        int atATime = rereads.atATime();
        for (int from = 0; from < items.size(); from += atATime) {
            replayItems(items.subList(from, Math.min(from + atATime, items.size())));
        }
    }

    /** Sends one re-read an item, then deletes the items' letters. */
    private void replayItems(List<List<Letter>> items) {
        timeIsUp = timeIsUp || !rereads.await(items.size(), deadline);
        if (timeIsUp) {
            items.forEach(item -> item.forEach(letter -> met.accept(letter, new Fate.Left())));
            return;
        }
        Map<Key, String> failed = send(items.stream().map(ItemReplay::newest).toList());
        List<Letter> done = items.stream()
                .filter(item -> !failed.containsKey(newest(item).key()))
                .flatMap(List::stream)
                .toList();
        Set<String> undeleted = hand.delete(done, end);
        for (List<Letter> item : items) {
            String cause = failed.get(newest(item).key());
            item.forEach(letter -> met.accept(letter, fate(letter, cause, undeleted)));
        }
    }

    private Map<Key, String> send(List<Change> changes) {
        Map<Key, String> failed = new HashMap<>();
        rereads.send(changes, deadline)
                .forEach((position, cause) -> failed.put(changes.get(position).key(), cause));
        return failed;
    }

    private static Fate fate(Letter letter, @Nullable String cause, Set<String> undeleted) {
        if (cause != null) {
            return new Fate.Failed("not sent: " + cause);
        }
        return undeleted.contains(letter.message().messageId())
                ? new Fate.Failed("sent, but SQS did not confirm that the letter is deleted")
                : new Fate.Replayed();
    }

    /** At least as new as the newest of them. */
    private static Change newest(List<Letter> item) {
        return item.stream()
                .flatMap(letter -> letter.reread().stream())
                .max((a, b) -> a.version().compareTo(b.version()))
                .orElseThrow();
    }
}
