package tablemirror.indexer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.index.Outcome;
import tablemirror.queue.Queue.Hiding;
import tablemirror.queue.Received;
import tablemirror.queue.Visibility;

/**
 * Hides messages that must come again: shortly where OpenSearch is merely busy, longer with every receive where it is
 * away, so that {@code MaxReceiveCount} receives outlast the queue's retention and no outage dead-letters anything.
 */
final class Retry {
    private static final Backoff BUSY = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));
    private static final Backoff AWAY = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(45));
    /** So often received, a message has met a busy OpenSearch for hours: its receives must last. */
    private static final int BUSY_RECEIVES = 100;

    private static final Outcome.NotYet HELD_BACK =
            new Outcome.Unavailable("an older message of its group comes again");

    private final Visibility visibility;
    private final RandomGenerator random;

    Retry(Visibility visibility, RandomGenerator random) {
        this.visibility = visibility;
        this.random = random;
    }

    /**
     * Hides these.
     *
     * @param again messages in queue order
     * @param failed why, for those that failed themselves
     */
    void hide(List<Received> again, Map<Received, Outcome.NotYet> failed, Deadline deadline) {
        Map<String, Duration> times = new HashMap<>();
        List<Hiding> hidings = new ArrayList<>();
        for (Received message : again) {
            // One time for a whole group, so that its messages come again together and in order.
            Duration time = times.computeIfAbsent(
                    message.group(),
                    group -> after(failed.getOrDefault(message, HELD_BACK), message.receiveCount(), random));
            hidings.add(new Hiding(message, time));
        }
        visibility.hide(hidings, deadline);
    }

    /**
     * Lets others have messages that this worker took beyond those handed to it: in an outage only the latter wait, so
     * that the rest moves at once when it is over.
     */
    void release(List<Received> again, Deadline deadline) {
        visibility.release(again, deadline);
    }

    /** The time for a message that failed this way when it was received for this many times. */
    static Duration after(Outcome.NotYet failure, int receives, RandomGenerator random) {
        Backoff backoff = switch (failure) {
            case Outcome.Throttled busy -> receives <= BUSY_RECEIVES ? BUSY : AWAY;
            case Outcome.Held held -> AWAY;
            case Outcome.Unavailable away -> AWAY;
        };
        return backoff.after(receives, random);
    }
}
