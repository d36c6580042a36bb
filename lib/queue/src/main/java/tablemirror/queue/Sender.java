package tablemirror.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;

/**
 * Sends messages in full batches, several at a time, and again what was not confirmed while the time allows. It keeps no
 * order between messages: whoever calls it has at most one message a group in hand, or does not care. Thread-safe.
 */
public final class Sender {
    private static final int MOST_AT_A_TIME = 16;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final Queue queue;
    private final RandomGenerator random;

    public Sender(Queue queue, RandomGenerator random) {
        this.queue = queue;
        this.random = random;
    }

    /** Sends these; all of them are awaited. Returns what was not confirmed by the deadline: position → last cause. */
    public Map<Integer, String> send(List<Outgoing> messages, Deadline deadline) {
        List<Integer> open = IntStream.range(0, messages.size()).boxed().toList();
        for (int attempt = 1; ; attempt++) {
            Map<Integer, String> failed = sendOnce(open, messages, deadline);
            Duration wait = BACKOFF.after(attempt, random);
            if (failed.isEmpty() || !deadline.allows(wait)) {
                return failed;
            }
            deadline.ticker().sleep(wait);
            open = List.copyOf(failed.keySet());
        }
    }

    private Map<Integer, String> sendOnce(List<Integer> positions, List<Outgoing> messages, Deadline deadline) {
        Map<Integer, String> failed = new TreeMap<>();
        Parallel.map(
                        Batches.of(positions, messages),
                        MOST_AT_A_TIME,
                        deadline.ticker(),
                        batch -> sendBatch(batch, messages, deadline))
                .forEach(failed::putAll);
        return failed;
    }

    private Map<Integer, String> sendBatch(List<Integer> batch, List<Outgoing> messages, Deadline deadline) {
        Map<Integer, String> failed = new TreeMap<>();
        queue.send(batch.stream().map(messages::get).toList(), deadline)
                .forEach((entry, cause) -> failed.put(batch.get(entry), cause));
        return failed;
    }
}
