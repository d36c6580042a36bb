package tablemirror.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/**
 * A FIFO queue in memory: groups, visibility, deduplication for five minutes, redrive. Faults are set by its fields; time
 * is the ticker's. A message comes alone while a later one of its group is still in flight, of which SQS says nothing.
 */
public final class FakeQueue implements Queue {
    /** Entries for which this holds are refused, each call anew. */
    public Predicate<Outgoing> refuseSend = message -> false;

    public Predicate<Received> refuseDelete = message -> false;
    /** Every send, in order, entry lists as they came. */
    public final List<List<Outgoing>> sends = new ArrayList<>();

    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private final Ticker ticker;
    private final Instant start;
    private final List<Stored> stored = new ArrayList<>();
    /** Group and id → when it is forgotten. */
    private final Map<String, Long> deduplicationIds = new HashMap<>();

    private @Nullable FakeQueue deadLetters;
    private int maxReceiveCount = Integer.MAX_VALUE;
    private int ids;
    private int handles;

    public FakeQueue(Ticker ticker, Instant start) {
        this.ticker = ticker;
        this.start = start;
    }

    /** From now on a message goes there instead of being received once more than this. */
    public void redrive(FakeQueue deadLetterQueue, int afterReceives) {
        deadLetters = deadLetterQueue;
        maxReceiveCount = afterReceives;
    }

    @Override
    public synchronized Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        sends.add(List.copyOf(batch));
        return failures(batch, deadline, message -> {
            if (refuseSend.test(message)) {
                return false;
            }
            store(message);
            return true;
        });
    }

    @Override
    public synchronized List<Received> receive(int most, Duration visibility, Deadline deadline) {
        moveWhatWasReceivedTooOften();
        Set<String> blocked = new HashSet<>();
        List<Received> received = new ArrayList<>();
        for (Stored each : stored) {
            if (blocked.contains(each.message.group())) {
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
            stored.remove(held);
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
        return stored.stream().map(each -> each.message).toList();
    }

    /** Moves what is visible to another queue, as the console's redrive does: as new messages, oldest first. */
    public synchronized void moveTo(FakeQueue other) {
        List<Stored> visible = stored.stream()
                .filter(each -> each.visibleAtNanos <= ticker.nanoTime())
                .toList();
        visible.forEach(each -> each.moveTo(other));
        stored.removeAll(visible);
    }

    /** When the next message that is hidden now can be received, in the ticker's nanoseconds, if there is one. */
    public synchronized OptionalLong nextVisibleNanos() {
        return stored.stream()
                .mapToLong(each -> each.visibleAtNanos)
                .filter(nanos -> nanos > ticker.nanoTime())
                .min();
    }

    /** How long each message in flight stays hidden, by message id. */
    public synchronized Map<String, Duration> hidden() {
        Map<String, Duration> hidden = new TreeMap<>();
        for (Stored each : stored) {
            if (each.visibleAtNanos > ticker.nanoTime()) {
                hidden.put(each.id, Duration.ofNanos(each.visibleAtNanos - ticker.nanoTime()));
            }
        }
        return hidden;
    }

    private void store(Outgoing message) {
        String id = message.group() + " " + message.deduplicationId();
        long now = ticker.nanoTime();
        if (deduplicationIds.getOrDefault(id, now) <= now) {
            deduplicationIds.put(id, now + DEDUPLICATION.toNanos());
            stored.add(new Stored(message, "m-" + ids++, now()));
        }
    }

    private void moveWhatWasReceivedTooOften() {
        if (deadLetters != null) {
            List<Stored> moved = stored.stream()
                    .filter(each -> each.receives >= maxReceiveCount && each.visibleAtNanos <= ticker.nanoTime())
                    .toList();
            moved.forEach(each -> each.moveTo(deadLetters));
            stored.removeAll(moved);
        }
    }

    private Instant now() {
        return start.plusNanos(ticker.nanoTime());
    }

    private @Nullable Stored held(Received message) {
        return stored.stream()
                .filter(each -> each.handle.equals(message.receiptHandle()) && each.visibleAtNanos > ticker.nanoTime())
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

        Stored(Outgoing message, String id, Instant sentAt) {
            this.message = message;
            this.id = id;
            this.sentAt = sentAt;
        }

        /** SQS makes the message's id the deduplication id. */
        void moveTo(FakeQueue other) {
            other.store(new Outgoing(message.group(), id, message.body(), message.attributes()));
        }

        Received received() {
            return new Received(id, handle, message.group(), message.body(), receives, sentAt, message.attributes());
        }
    }
}
