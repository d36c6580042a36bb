package tablemirror.replayer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tablemirror.change.Key;
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
    private final ItemReplay replay;
    private int arrived;

    LetterRun(Replayer replayer, Request request, String runId, Deadline deadline, Deadline end) {
        this.replayer = replayer;
        this.request = request;
        this.deadline = deadline;
        this.end = end;
        this.begin = replayer.clock().instant();
        this.hand = new Hand(replayer.deadLetters(), replayer.messages(), deadline);
        this.rereads = replayer.rereads(request, runId, this::whileWaiting, deadline);
        this.progress = new Progress(replayer.journal(), deadline.ticker());
        this.replay = new ItemReplay(hand, rereads, this::met, deadline, end);
    }

    Report run() {
        Optional<String> stopped = Optional.empty();
        QueueState state = QueueState.UNKNOWN;
        boolean wholeQueue = false;
        try {
            wholeQueue = takeAll();
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
                new LetterReport.Ending(arrived, state, rereads.paused(), wholeQueue, timeIsUp(), stopped),
                groups,
                verdicts);
    }

    /** True when it ended because there was nothing more to be had. */
    private boolean takeAll() {
        while (progress.counts().examined() < request.limit() && hand.size() < RequestReader.MAX_LIMIT && !timeIsUp()) {
            int most = Math.min(AT_A_TIME, request.limit() - progress.counts().examined());
            List<Letter> letters = hand.take(most, deadline);
            if (letters.isEmpty()) {
                return !timeIsUp();
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
            replay.replay(wanted);
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

    private boolean timeIsUp() {
        return replay.timeIsUp() || deadline.hasPassed();
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
