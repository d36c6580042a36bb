package tablemirror.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

/** The fake keeps the contract. */
class FakeQueueTest extends QueueContract {
    private final HandTicker ticker = new HandTicker();
    private final FakeQueue queue = new FakeQueue(ticker, Instant.EPOCH);

    @Override
    Queue queue() {
        return queue;
    }

    @Test
    void aDuplicateIsTakenAgainAfterFiveMinutes() {
        send("a1");
        ticker.sleep(Duration.ofMinutes(5).minusNanos(1));
        send("a1");
        assertEquals(1, queue.messages().size());
        ticker.sleep(Duration.ofNanos(1));
        send("a1");
        assertEquals(2, queue.messages().size());
    }

    @Test
    void aMessageReceivedTooOftenGoesToTheDeadLetterQueue() {
        FakeQueue deadLetters = new FakeQueue(ticker, Instant.EPOCH);
        queue.redrive(deadLetters, 2);
        send("a1");
        for (int receive = 1; receive <= 2; receive++) {
            assertEquals(1, queue.receive(10, Duration.ofSeconds(1), soon()).size());
            ticker.sleep(Duration.ofSeconds(1));
        }
        assertEquals(List.of(), queue.receive(10, Duration.ofSeconds(1), soon()));
        assertEquals(
                List.of("a1"),
                deadLetters.messages().stream().map(Outgoing::body).toList());
    }

    private Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1), ticker);
    }

    private void send(String name) {
        assertEquals(Map.of(), queue.send(List.of(new Outgoing("a", name, name)), soon()));
    }
}
