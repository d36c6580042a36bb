package tablemirror.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/**
 * A FIFO queue in memory: groups, visibility, deduplication. Faults are set by its fields; time is the ticker's. It does
 * not forget deduplication ids and moves nothing to a dead-letter queue.
 */
public final class FakeQueue implements Queue {
    /** Entries for which this holds are refused, each call anew. */
    public Predicate<Outgoing> refuseSend = message -> false;

    public Predicate<Received> refuseDelete = message -> false;
    /** Every send, in order, entry lists as they came. */
    public final List<List<Outgoing>> sends = new ArrayList<>();

    private final Ticker ticker;
    private final Instant start;
    private final List<Stored> stored = new ArrayList<>();
    private final Set<String> deduplicationIds = new HashSet<>();
    private int handles;

    public FakeQueue(Ticker ticker, Instant start) {
        this.ticker = ticker;
        this.start = start;
    }

    @Override
    public synchronized Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        sends.add(List.copyOf(batch));
        return failures(batch, deadline, message -> {
            if (refuseSend.test(message)) {
                return false;
            }
            if (deduplicationIds.add(message.group() + " " + message.deduplicationId())) {
                stored.add(new Stored(message, "m-" + stored.size(), now()));
            }
            return true;
        });
    }

    @Override
    public synchronized List<Received> receive(int most, Duration visibility, Deadline deadline) {
        Set<String> blocked = new HashSet<>();
        List<Received> received = new ArrayList<>();
        for (Stored each : stored) {
            if (each.deleted || blocked.contains(each.message.group())) {
                continue;
            }
            if (each.visibleAtNanos > ticker.nanoTime() || received.size() == most) {
                blocked.add(each.message.group());
                continue;
            }
            each.receives++;
            each.handle = "h-" + ++handles;
            each.visibleAtNanos = ticker.nanoTime() + visibility.toNanos();
            received.add(each.received());
        }
        return received;
    }

    @Override
    public synchronized Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        return failures(batch, deadline, message -> {
            Stored held = held(message);
            if (held == null || refuseDelete.test(message)) {
                return false;
            }
            held.deleted = true;
            return true;
        });
    }

    @Override
    public synchronized Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        return failures(batch, deadline, hiding -> {
            Stored held = held(hiding.message());
            if (held == null) {
                return false;
            }
            held.visibleAtNanos = ticker.nanoTime() + hiding.visibility().toNanos();
            return true;
        });
    }

    @Override
    public synchronized Depth depth(Deadline deadline) {
        int inFlight = hidden().size();
        return new Depth(messages().size() - inFlight, inFlight);
    }

    /** What waits or is in flight, oldest first. */
    public synchronized List<Outgoing> messages() {
        return stored.stream()
                .filter(each -> !each.deleted)
                .map(each -> each.message)
                .toList();
    }

    /** How long each message in flight stays hidden, by message id. */
    public synchronized Map<String, Duration> hidden() {
        Map<String, Duration> hidden = new TreeMap<>();
        for (Stored each : stored) {
            if (!each.deleted && each.visibleAtNanos > ticker.nanoTime()) {
                hidden.put(each.id, Duration.ofNanos(each.visibleAtNanos - ticker.nanoTime()));
            }
        }
        return hidden;
    }

    private Instant now() {
        return start.plusNanos(ticker.nanoTime());
    }

    private @Nullable Stored held(Received message) {
        return stored.stream()
                .filter(each -> !each.deleted
                        && each.handle.equals(message.receiptHandle())
                        && each.visibleAtNanos > ticker.nanoTime())
                .findFirst()
                .orElse(null);
    }

    private static <T> Map<Integer, String> failures(List<T> batch, Deadline deadline, Function<T, Boolean> step) {
        Map<Integer, String> failed = new TreeMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (deadline.hasPassed() || !step.apply(batch.get(i))) {
                failed.put(i, "refused by the fake");
            }
        }
        return failed;
    }

    private static final class Stored {
        private final Outgoing message;
        private final String id;
        private final Instant sentAt;
        private String handle = "";
        private int receives;
        private long visibleAtNanos = Long.MIN_VALUE;
        private boolean deleted;

        Stored(Outgoing message, String id, Instant sentAt) {
            this.message = message;
            this.id = id;
            this.sentAt = sentAt;
        }

        Received received() {
            return new Received(id, handle, message.group(), message.body(), receives, sentAt, message.attributes());
        }
    }
}
