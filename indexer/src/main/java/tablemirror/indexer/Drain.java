package tablemirror.indexer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;
import tablemirror.queue.Queue;
import tablemirror.queue.QueueUnavailable;
import tablemirror.queue.Received;
import tablemirror.queue.Visibility;

/**
 * Fills a bulk from the queue. A FIFO event source hands over ten messages at most, and OpenSearch pays twice for a
 * document that comes in a bulk of ten; so where messages wait, the indexer receives more by itself.
 *
 * <p>Memory: what is in hand stays below a bulk's bytes plus {@link #AT_A_TIME} answers of ten messages of 1 MiB.
 */
final class Drain {
    /** Receives under way at the same time. */
    static final int AT_A_TIME = 4;

    private static final Duration WAITED = Duration.ofSeconds(2);
    /** SQS asks only some of its servers for one answer; two empty ones are an empty queue. */
    private static final int EMPTY_ANSWERS = 2;
    /** Filling a bulk takes a second; after this the rest can wait for the next invocation. */
    private static final Duration MOST_TIME = Duration.ofSeconds(10);
    /** Beyond the invocation's end: should it be killed, its messages move again soon. */
    private static final Duration SAFETY = Duration.ofSeconds(30);

    private final Queue queue;
    private final Visibility visibility;
    private final long bytes;
    private final InstantSource clock;

    Drain(Queue queue, long bytes, InstantSource clock) {
        this.queue = queue;
        this.visibility = new Visibility(queue);
        this.bytes = bytes;
        this.clock = clock;
    }

    /** Whether more is waiting than was handed over: the batch is full, or even its newest message has waited. */
    boolean isBacklog(List<Received> handed) {
        return handed.size() >= Queue.MAX_ENTRIES
                || handed.stream()
                        .allMatch(message -> Duration.between(message.sentAt(), clock.instant())
                                        .compareTo(WAITED)
                                > 0);
    }

    /**
     * Receives until so many items are in hand beside the handed ones, or a bulk's bytes, or the queue is dry, or time is
     * short.
     *
     * @param handed the messages in hand already; of their groups nothing is taken
     */
    List<Received> more(List<Received> handed, int items, Deadline deadline) {
        Deadline soon = deadline.atMost(MOST_TIME);
        Duration hidden = deadline.remaining().plus(SAFETY);
        Haul inHand = new Haul();
        inHand.addAll(handed);
        Haul drained = new Haul();
        int emptyAnswers = 0;
        while (emptyAnswers < EMPTY_ANSWERS
                && drained.groups.size() < items
                && drained.bytes < bytes
                && !soon.hasPassed()) {
            List<Integer> sizes = receiveSizes(Math.min(items - drained.groups.size(), room(inHand, drained)));
            for (List<Received> answer :
                    Parallel.map(sizes, AT_A_TIME, deadline.ticker(), most -> receive(most, hidden, soon))) {
                emptyAnswers = answer.isEmpty() ? emptyAnswers + 1 : emptyAnswers;
                drained.addAll(answer);
            }
        }
        return leaveGroups(inHand.groups, drained.messages, deadline);
    }

    /** Messages, with their groups and bytes summed up as they come. */
    private static final class Haul {
        private final List<Received> messages = new ArrayList<>();
        private final Set<String> groups = new HashSet<>();
        private long bytes;

        void addAll(List<Received> more) {
            for (Received message : more) {
                messages.add(message);
                groups.add(message.group());
                bytes += message.body().length();
            }
        }
    }

    /** How many more messages would fill the bytes, if they are like those in hand. */
    private int room(Haul handed, Haul drained) {
        long count = (long) handed.messages.size() + drained.messages.size();
        long average = 1 + (handed.bytes + drained.bytes) / Math.max(1, count);
        return Math.clamp((bytes - drained.bytes) / average, 1, Integer.MAX_VALUE);
    }

    /** So many messages at most, in as many answers as may be under way. */
    private static List<Integer> receiveSizes(int messages) {
        List<Integer> sizes = new ArrayList<>();
        for (int left = messages; left > 0 && sizes.size() < AT_A_TIME; left -= Queue.MAX_ENTRIES) {
            sizes.add(Math.min(left, Queue.MAX_ENTRIES));
        }
        return sizes;
    }

    private List<Received> receive(int most, Duration hidden, Deadline deadline) {
        try {
            return queue.receive(most, hidden, deadline);
        } catch (QueueUnavailable e) {
            // What is in hand can be written all the same.
            return List.of();
        }
    }

    /**
     * Gives back what belongs to a group that was handed over: SQS gives nothing of it while that is in flight, unless its
     * time has run out, and then it is another worker's.
     */
    private List<Received> leaveGroups(Set<String> groups, List<Received> drained, Deadline deadline) {
        visibility.release(
                drained.stream()
                        .filter(message -> groups.contains(message.group()))
                        .toList(),
                deadline);
        return drained.stream()
                .filter(message -> !groups.contains(message.group()))
                .toList();
    }
}
