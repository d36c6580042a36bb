package tablemirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/** What measurements rely on: a hot item's messages come together, in order, and never to two at once. */
class MemoryQueueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Deadline DEADLINE = Deadline.in(MINUTE, Ticker.SYSTEM);

    private final MemoryQueue queue = new MemoryQueue();

    @Test
    void groupInFlightGivesNoMoreUntilItIsDeleted() {
        send("a", "1", "2", "3");
        send("b", "4");

        List<Received> first = queue.receive(2, MINUTE, DEADLINE);
        List<Received> second = queue.receive(10, MINUTE, DEADLINE);
        queue.delete(first, DEADLINE);

        assertEquals(List.of("1", "2"), bodies(first));
        assertEquals(List.of("4"), bodies(second));
        assertEquals(List.of("3"), bodies(queue.receive(10, MINUTE, DEADLINE)));
    }

    @Test
    void whatIsHiddenComesAgainInOrderAndSaysSo() {
        send("a", "1", "2");
        List<Received> first = queue.receive(10, MINUTE, DEADLINE);

        queue.hide(
                first.stream()
                        .map(message -> new Queue.Hiding(message, Duration.ZERO))
                        .toList(),
                DEADLINE);
        List<Received> again = queue.receive(10, MINUTE, DEADLINE);
        queue.delete(again, DEADLINE);

        assertEquals(List.of("1", "2"), bodies(again));
        assertEquals(List.of(1, 1), first.stream().map(Received::receiveCount).toList());
        assertEquals(List.of(2, 2), again.stream().map(Received::receiveCount).toList());
        assertTrue(queue.isEmpty());
    }

    private void send(String group, String... bodies) {
        for (String body : bodies) {
            queue.send(List.of(new Outgoing(group, body, body)), DEADLINE);
        }
    }

    private static List<String> bodies(List<Received> messages) {
        return messages.stream().map(Received::body).toList();
    }
}
