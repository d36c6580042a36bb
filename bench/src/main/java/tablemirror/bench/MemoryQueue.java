package tablemirror.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tablemirror.function.Deadline;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/**
 * A FIFO queue in memory that costs next to nothing, so that what is measured is not the queue. As in SQS a group whose
 * messages are in flight gives no more, and one answer holds as many of a group as fit. Times are not kept: what is hidden
 * is free at once. Thread-safe.
 */
final class MemoryQueue implements Queue {
    private final Deque<Group> free = new ArrayDeque<>();
    private final Map<String, Group> groups = new HashMap<>();
    private int messages;
    private long ids;

    /** One group: what waits, and how many are in flight. */
    private static final class Group {
        private final Deque<Received> waiting = new ArrayDeque<>();
        private final Deque<Received> inFlight = new ArrayDeque<>();
    }

    @Override
    public synchronized Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        Instant now = Instant.now();
        batch.forEach(message -> add(message, now));
        return Map.of();
    }

    /** Adds a message as if it had been sent then. */
    synchronized void add(Outgoing message, Instant sentAt) {
        String id = Long.toString(ids++);
        Group group = groups.computeIfAbsent(message.group(), name -> new Group());
        if (group.waiting.isEmpty() && group.inFlight.isEmpty()) {
            free.add(group);
        }
        group.waiting.add(new Received(id, id, message.group(), message.body(), 0, sentAt, message.attributes()));
        messages++;
    }

    /** The same, received once more. */
    private static Received again(Received message) {
        return new Received(
                message.messageId(),
                message.receiptHandle(),
                message.group(),
                message.body(),
                message.receiveCount() + 1,
                message.sentAt(),
                message.attributes());
    }

    @Override
    public synchronized List<Received> receive(int most, Duration visibility, Deadline deadline) {
        List<Received> answer = new ArrayList<>(most);
        while (answer.size() < most && !free.isEmpty()) {
            Group group = free.pop();
            while (answer.size() < most && !group.waiting.isEmpty()) {
                Received message = again(group.waiting.pop());
                group.inFlight.add(message);
                answer.add(message);
            }
        }
        return answer;
    }

    @Override
    public synchronized Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        for (Received message : batch) {
            Group group = groups.get(message.group());
            if (group != null && group.inFlight.remove(message)) {
                messages--;
                release(message.group(), group);
            }
        }
        return Map.of();
    }

    @Override
    public synchronized Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        for (Hiding hiding : batch.reversed()) {
            Group group = groups.get(hiding.message().group());
            if (group != null && group.inFlight.remove(hiding.message())) {
                group.waiting.push(hiding.message());
                release(hiding.message().group(), group);
            }
        }
        return Map.of();
    }

    private void release(String name, Group group) {
        if (group.inFlight.isEmpty()) {
            if (group.waiting.isEmpty()) {
                groups.remove(name);
            } else {
                free.add(group);
            }
        }
    }

    @Override
    public synchronized Depth depth(Deadline deadline) {
        return new Depth(messages, 0);
    }

    synchronized boolean isEmpty() {
        return messages == 0;
    }
}
