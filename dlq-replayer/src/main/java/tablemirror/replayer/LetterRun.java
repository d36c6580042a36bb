package tablemirror.replayer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.queue.QueueUnavailable;
import tablemirror.replayer.Request.Action;

/**
 * One run over the dead-letter queue: takes letters in hand, some at a time, does with those that match what was asked, and
 * keeps the others until the end, because what is let go comes again. For one thread.
 */
final class LetterRun {
    /** Letters whose reasons are in memory together. */
    private static final int AT_A_TIME = 1000;

    private final Replayer replayer;
    private final Request request;
    /** Until then something may be begun. */
    private final Deadline deadline;
    /** Until then it may be brought to its end. */
    private final Deadline end;
    /** What is refused again meanwhile comes back as a new letter: it is for the next run. */
    private final Instant begin;

    private final Hand hand;
    private final Rereads rereads;
    private final Progress progress;
    private final Groups groups = new Groups();
    private final Map<Key, Version> sent = new HashMap<>();
    private int arrived;
    private boolean timeIsUp;

    LetterRun(Replayer replayer, Request request, String runId, Deadline deadline, Deadline end) {
        this.replayer = replayer;
        this.request = request;
        this.deadline = deadline;
        this.end = end;
        this.begin = replayer.clock().instant();
        this.hand = new Hand(replayer.deadLetters(), replayer.messages(), deadline);
        this.rereads = replayer.rereads(request, runId, this::whileWaiting, deadline);
        this.progress = new Progress(replayer.journal(), deadline.ticker());
    }

    Report run() {
        Optional<String> stopped = Optional.empty();
        QueueState state = QueueState.UNKNOWN;
        try {
            boolean wholeQueue = takeAll();
            state = QueueState.of(replayer.deadLetters().depth(end), hand.size(), wholeQueue);
        } catch (QueueUnavailable e) {
            stopped = Optional.of(String.valueOf(e.getMessage()));
        } finally {
            hand.release(end);
        }
        Map<Key, String> verdicts = replayer.verdicts().of(groups.shown(), end);
        return LetterReport.of(
                request,
                progress.counts(),
                new LetterReport.Ending(arrived, state, rereads.paused(), timeIsUp || deadline.hasPassed(), stopped),
                groups,
                verdicts);
    }

    /** True when it ended because there was nothing more to be had. */
    private boolean takeAll() {
        while (progress.counts().examined() < request.limit()
                && hand.size() < RequestReader.MAX_LIMIT
                && !timeIsUp
                && !deadline.hasPassed()) {
            int most = Math.min(AT_A_TIME, request.limit() - progress.counts().examined());
            List<Letter> letters = hand.take(most, deadline);
            if (letters.isEmpty()) {
                return !deadline.hasPassed();
            }
            consider(letters);
            whileWaiting();
        }
        return false;
    }

    private void consider(List<Letter> letters) {
        List<Letter> old = letters.stream()
                .filter(letter -> !letter.message().sentAt().isAfter(begin))
                .toList();
        arrived += letters.size() - old.size();
        progress.examined(old.size());
        List<Letter> wanted = old.stream().filter(request.where()::takes).toList();
        if (request.onlyLooks()) {
            wanted.forEach(letter -> met(letter, new Fate.Shown()));
        } else if (request.action() == Action.DISCARD) {
            discard(wanted);
        } else {
            replay(wanted);
        }
    }

    private void discard(List<Letter> letters) {
        letters.forEach(replayer.journal()::discarding);
        Set<String> open = hand.delete(letters, end);
        for (Letter letter : letters) {
            boolean gone = !open.contains(letter.message().messageId());
            met(letter, gone ? new Fate.Discarded() : new Fate.Failed("SQS did not confirm the deletion"));
        }
    }

    private void replay(List<Letter> letters) {
        Map<Key, List<Letter>> byItem = new LinkedHashMap<>();
        for (Letter letter : letters) {
            letter.reread()
                    .ifPresentOrElse(
                            change -> byItem.computeIfAbsent(change.key(), key -> new ArrayList<>())
                                    .add(letter),
                            () -> met(letter, new Fate.Failed("names no item: discard it by its messageId")));
        }
        List<List<Letter>> items = List.copyOf(byItem.values());
        int atATime = rereads.atATime();
        for (int from = 0; from < items.size(); from += atATime) {
            replayItems(items.subList(from, Math.min(from + atATime, items.size())));
        }
    }

    /** Sends one re-read an item, unless this run has sent it already, then deletes the items' letters. */
    private void replayItems(List<List<Letter>> items) {
        Map<Key, Change> open = new LinkedHashMap<>();
        for (List<Letter> item : items) {
            Change newest = newest(item);
            Version before = sent.get(newest.key());
            if (before == null || before.compareTo(newest.version()) < 0) {
                open.put(newest.key(), newest);
            }
        }
        timeIsUp = timeIsUp || (!open.isEmpty() && !rereads.await(open.size(), deadline));
        if (timeIsUp) {
            items.forEach(item -> item.forEach(letter -> met(letter, new Fate.Left())));
            return;
        }
        Map<Key, String> failed = send(List.copyOf(open.values()));
        List<Letter> done = items.stream()
                .filter(item -> !failed.containsKey(newest(item).key()))
                .flatMap(List::stream)
                .toList();
        Set<String> undeleted = hand.delete(done, end);
        for (List<Letter> item : items) {
            String cause = failed.get(newest(item).key());
            item.forEach(letter -> met(letter, fate(letter, cause, undeleted)));
        }
    }

    private Map<Key, String> send(List<Change> changes) {
        Map<Key, String> failed = new HashMap<>();
        rereads.send(changes, deadline)
                .forEach((position, cause) -> failed.put(changes.get(position).key(), cause));
        for (Change change : changes) {
            if (!failed.containsKey(change.key())) {
                sent.put(change.key(), change.version());
            }
        }
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

    private void met(Letter letter, Fate fate) {
        progress.matched(fate, 1);
        groups.add(letter, fate);
    }

    private void whileWaiting() {
        hand.keepHidden(deadline);
        progress.tellWhenDue();
    }
}
