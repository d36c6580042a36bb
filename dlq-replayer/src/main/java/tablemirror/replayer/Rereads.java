package tablemirror.replayer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Change;
import tablemirror.change.Message;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.Pace;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Sender;

/**
 * Sends the re-reads of one run onto the queue of changes: at the rate asked for, and not while live traffic has a backlog
 * there. Each has a deduplication id of its own, so that SQS never takes it for an earlier one. For one thread.
 */
final class Rereads {
    /** Changes that wait, or are in flight, while live traffic keeps up. More of them have priority. */
    static final int MOST_BACKLOG = 1000;
    /** So many at a time that a run that is killed has sent little for letters that are still there. */
    private static final int MOST_AT_A_TIME = 100;

    /** What SQS does not take in this time fails, and the others get their turn. */
    private static final Duration SENDING = Duration.ofSeconds(15);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Queue changes;
    private final Sender sender;
    private final Pace pace;
    private final String runId;
    private final Runnable whileWaiting;
    private final Ticker ticker;
    private int sent;
    private long lookedAtNanos;
    private Duration paused = Duration.ZERO;

    /**
     * The sending of one run.
     *
     * @param runId no earlier run's
     * @param whileWaiting called at least every few seconds
     */
    Rereads(Queue changes, Sender sender, int ratePerSecond, String runId, Runnable whileWaiting, Ticker ticker) {
        this.changes = changes;
        this.sender = sender;
        this.pace = Pace.share(ratePerSecond, 1, ticker);
        this.runId = runId;
        this.whileWaiting = whileWaiting;
        this.ticker = ticker;
        this.lookedAtNanos = ticker.nanoTime() - BETWEEN_LOOKS.toNanos();
    }

    /** The most to be sent with one call. */
    int atATime() {
        return Math.min(pace.affordable(), MOST_AT_A_TIME);
    }

    /** Waits until so many may be sent. False when that is not before the deadline. */
    boolean await(int count, Deadline deadline) {
        whileWaiting.run();
        if (!awaitRoom(deadline)) {
            return false;
        }
        Optional<Duration> wait = pace.reserve(count, deadline.remaining());
        wait.ifPresent(ticker::sleep);
        return wait.isPresent() && !deadline.hasPassed();
    }

    /** Sends these, one an item. Returns what was not confirmed: position → cause. */
    Map<Integer, String> send(List<Change> rereads, Deadline deadline) {
        return sender.send(rereads.stream().map(this::message).toList(), deadline.atMost(SENDING));
    }

    /** How long live traffic kept it waiting. */
    Duration paused() {
        return paused;
    }

    private Outgoing message(Change reread) {
        return new Outgoing(reread.key().messageGroup(), runId + "/" + sent++, Message.body(reread));
    }

    private boolean awaitRoom(Deadline deadline) {
        long now = ticker.nanoTime();
        if (now - lookedAtNanos < BETWEEN_LOOKS.toNanos()) {
            return true;
        }
        while (changes.depth(deadline).messages() > MOST_BACKLOG) {
            if (!deadline.allows(BETWEEN_LOOKS)) {
                return false;
            }
            ticker.sleep(BETWEEN_LOOKS);
            paused = paused.plus(BETWEEN_LOOKS);
            whileWaiting.run();
        }
        lookedAtNanos = ticker.nanoTime();
        return true;
    }
}
