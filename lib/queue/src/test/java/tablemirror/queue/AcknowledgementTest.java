package tablemirror.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

class AcknowledgementTest {
    private final HandTicker ticker = new HandTicker();
    private final FakeQueue queue = new FakeQueue(ticker, Instant.EPOCH);
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(30), ticker);

    @Test
    void everyMessageIsDeleted() {
        List<Received> messages = received("a1", "b1", "a2", "b2", "c1");
        assertEquals(List.of(), new Acknowledgement(queue).delete(messages, deadline));
        assertEquals(List.of(), queue.messages());
    }

    @Test
    void nothingIsDeletedBehindAMessageOfItsGroupThatIsNot() {
        List<Received> messages = received("a1", "b1", "a2", "a3", "b2");
        queue.refuseDelete = message -> message.body().equals("a2");
        assertEquals(
                List.of("a2", "a3"),
                new Acknowledgement(queue)
                        .delete(messages, deadline).stream().map(Received::body).toList());
        assertEquals(
                List.of("a2", "a3"),
                queue.messages().stream().map(Outgoing::body).toList());
    }

    /** Sends and receives messages named by their group's letter and a number. */
    private List<Received> received(String... names) {
        for (String name : names) {
            queue.send(List.of(new Outgoing(name.substring(0, 1), name, name)), deadline);
        }
        return queue.receive(10, Duration.ofSeconds(60), deadline);
    }
}
