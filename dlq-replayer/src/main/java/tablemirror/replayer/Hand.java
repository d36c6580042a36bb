package tablemirror.replayer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Queue;
import tablemirror.queue.Queue.Hiding;
import tablemirror.queue.Received;
import tablemirror.queue.Visibility;

/**
 * The dead letters one run has in hand: hidden from others as long as the run lasts and a minute longer, so that a run
 * that is killed loses nothing. Each letter is taken once.
 *
 * <p>SQS hides the rest of a group behind its messages in flight, and fills a batch of ten with parts of groups. So when
 * nothing more comes but something is there, a few groups at a time are let go and taken again with what stands behind.
 * Of one group never more than ten are in hand: what stands behind those stays unseen until they are gone.
 */
final class Hand {
    static final Duration HIDDEN = Duration.ofSeconds(60);
    private static final Duration BETWEEN_HIDINGS = Duration.ofSeconds(25);
    /** Groups let go together: with half a batch there is room for as many behind them. */
    private static final int HALF = Queue.MAX_ENTRIES / 2;

    private final Queue queue;
    private final Visibility visibility;
    private final MessageReader reader;
    /** By group and message id: as they were delivered last, for that is what they are let go by. */
    private final Map<String, Map<String, Received>> held = new LinkedHashMap<>();
    /** Groups of which all is in hand that can be had. */
    private final Set<String> complete = new HashSet<>();

    private int size;
    private long hiddenAtNanos;

    Hand(Queue queue, MessageReader reader, Deadline deadline) {
        this.queue = queue;
        this.visibility = new Visibility(queue);
        this.reader = reader;
        this.hiddenAtNanos = deadline.ticker().nanoTime();
    }

    /** So many letters that were not in hand before, oldest first within a group; none when there are no more. */
    List<Letter> take(int most, Deadline deadline) {
        List<Letter> fresh = new ArrayList<>();
        int emptyAnswers = 0;
        // One empty answer may be SQS's sampling; two are an empty queue.
        while (fresh.size() < most && emptyAnswers < 2 && !deadline.hasPassed()) {
            List<Received> received = receive(Math.min(Queue.MAX_ENTRIES, most - fresh.size()), fresh, deadline);
            emptyAnswers = received.isEmpty() ? emptyAnswers + 1 : 0;
            keepHidden(deadline);
        }
        if (fresh.isEmpty() && !deadline.hasPassed()) {
            lookBehind(most, fresh, deadline);
        }
        return fresh;
    }

    int size() {
        return size;
    }

    /** Hides what is in hand anew when that is due. Must be called every few seconds. */
    void keepHidden(Deadline deadline) {
        long now = deadline.ticker().nanoTime();
        if (now - hiddenAtNanos >= BETWEEN_HIDINGS.toNanos()) {
            hiddenAtNanos = now;
            visibility.hide(
                    all().stream().map(message -> new Hiding(message, HIDDEN)).toList(), deadline);
        }
    }

    /** Deletes these for good, oldest first within a group. Returns the ids of those that are not confirmed deleted. */
    Set<String> delete(Collection<Letter> letters, Deadline deadline) {
        List<Received> messages = new ArrayList<>();
        for (Letter letter : letters) {
            Received message = letter.message();
            messages.add(group(message.group()).getOrDefault(message.messageId(), message));
        }
        Set<String> open = new HashSet<>();
        new Acknowledgement(queue).delete(messages, deadline).forEach(message -> open.add(message.messageId()));
        messages.stream().filter(message -> !open.contains(message.messageId())).forEach(this::drop);
        return open;
    }

    /** Lets others have everything that is left. */
    void release(Deadline deadline) {
        visibility.release(all(), deadline);
        held.clear();
        size = 0;
    }

    private List<Received> receive(int most, List<Letter> fresh, Deadline deadline) {
        List<Received> received = queue.receive(most, HIDDEN, deadline);
        for (Received message : received) {
            Map<String, Received> group = held.computeIfAbsent(message.group(), name -> new LinkedHashMap<>());
            if (group.put(message.messageId(), message.bare()) == null) {
                size++;
                fresh.add(Letter.of(message, reader));
            }
        }
        return received;
    }

    private void drop(Received message) {
        Map<String, Received> group = group(message.group());
        if (group.remove(message.messageId()) != null) {
            size--;
        }
        if (group.isEmpty()) {
            held.remove(message.group());
        }
        complete.remove(message.group());
    }

    private Map<String, Received> group(String name) {
        return held.getOrDefault(name, Map.of());
    }

    private List<Received> all() {
        return held.values().stream().flatMap(group -> group.values().stream()).toList();
    }

    private void lookBehind(int most, List<Letter> fresh, Deadline deadline) {
        int behind = queue.depth(deadline).visible();
        Deque<List<String>> open = incomplete();
        while (!open.isEmpty() && fresh.size() < Math.min(behind, most) && !deadline.hasPassed()) {
            List<String> names = open.pop();
            visibility.release(
                    names.stream()
                            .flatMap(name -> group(name).values().stream())
                            .toList(),
                    deadline);
            boolean full = receive(Queue.MAX_ENTRIES, fresh, deadline).size() == Queue.MAX_ENTRIES;
            if (full && names.size() > 1) {
                int middle = names.size() / 2;
                open.push(names.subList(middle, names.size()));
                open.push(names.subList(0, middle));
            } else {
                complete.addAll(names);
            }
            keepHidden(deadline);
        }
    }

    /** Groups in hand behind which something may stand, put together by half batches; a larger one by itself. */
    private Deque<List<String>> incomplete() {
        Deque<List<String>> together = new ArrayDeque<>();
        int letters = Queue.MAX_ENTRIES;
        for (Map.Entry<String, Map<String, Received>> group : held.entrySet()) {
            int inHand = group.getValue().size();
            if (inHand < Queue.MAX_ENTRIES && !complete.contains(group.getKey())) {
                letters += inHand;
                if (letters > HALF) {
                    together.add(new ArrayList<>());
                    letters = inHand;
                }
                together.getLast().add(group.getKey());
            }
        }
        return together;
    }
}
