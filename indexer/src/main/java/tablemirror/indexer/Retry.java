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
import tablemirror.queue.Queue;
import tablemirror.queue.Queue.Hiding;
import tablemirror.queue.Received;

/**
 * Hides messages that must come again: shortly where OpenSearch is merely busy, longer with every receive where it is
 * away, so that {@code MaxReceiveCount} receives outlast the queue's retention and no outage dead-letters anything.
 */
final class Retry {
    private static final Backoff BUSY = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60));
    private static final Backoff AWAY = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(45));
    private static final Outcome.NotYet HELD_BACK =
            new Outcome.Unavailable("an older message of its group comes again");

    private final Queue queue;
    private final RandomGenerator random;

    Retry(Queue queue, RandomGenerator random) {
        this.queue = queue;
        this.random = random;
    }

    /**
     * Hides these. A message that cannot be hidden keeps the visibility it was received with.
     *
     * @param again messages in queue order
     * @param failed why, for those that failed themselves
     */
    void hide(List<Received> again, Map<Received, Outcome.NotYet> failed, Deadline deadline) {
        Map<String, Duration> times = new HashMap<>();
        List<Hiding> hidings = new ArrayList<>();
        for (Received message : again) {
            // One time for a whole group, so that its messages come again together and in order.
            Duration visibility = times.computeIfAbsent(
                    message.group(),
                    group -> after(failed.getOrDefault(message, HELD_BACK), message.receiveCount(), random));
            hidings.add(new Hiding(message, visibility));
        }
        for (int from = 0; from < hidings.size(); from += Queue.MAX_ENTRIES) {
            queue.hide(hidings.subList(from, Math.min(from + Queue.MAX_ENTRIES, hidings.size())), deadline);
        }
    }

    /** The time for a message that failed this way when it was received for this many times. */
    static Duration after(Outcome.NotYet failure, int receives, RandomGenerator random) {
        Backoff backoff = switch (failure) {
            case Outcome.Throttled busy -> BUSY;
            case Outcome.Unavailable away -> AWAY;
        };
        return backoff.after(receives, random);
    }
}
