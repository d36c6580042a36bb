package tablemirror.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.queue.Queue.Depth;
import tablemirror.queue.Queue.Hiding;

/** What a FIFO queue does, in memory and in a server. Every test begins with an empty queue. */
abstract class QueueContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    abstract Queue queue();

    @Test
    void aGroupIsDeliveredInOrder() {
        send("a1", "a2", "a3");
        assertEquals(List.of("a1", "a2", "a3"), bodies(receive(10)));
    }

    @Test
    void noMoreIsDeliveredThanAskedFor() {
        send("a1", "b1", "c1");
        assertEquals(2, receive(2).size());
        assertEquals(1, receive(2).size());
    }

    @Test
    void aGroupInFlightIsBlockedAndOthersAreNot() {
        send("a1", "a2", "b1");
        Received first = receive(1).getFirst();
        send("a3", "b2");
        List<Received> others = receive(10);
        assertEquals(first.group().equals("a") ? 2 : 3, others.size());
        assertTrue(others.stream().noneMatch(other -> other.group().equals(first.group())), others.toString());
    }

    @Test
    void whatIsReleasedComesAgainInOrderWithAHigherCount() {
        send("a1", "a2");
        List<Received> first = receive(1);
        assertEquals(Map.of(), queue().hide(List.of(new Hiding(first.getFirst(), Duration.ZERO)), soon()));
        List<Received> again = receive(10);
        assertEquals(List.of("a1", "a2"), bodies(again));
        assertEquals(2, again.getFirst().receiveCount());
        assertEquals(1, again.getLast().receiveCount());
    }

    @Test
    void whatIsDeletedIsGoneAndItsGroupMovesOn() {
        send("a1", "a2");
        assertEquals(Map.of(), queue().delete(receive(1), soon()));
        assertEquals(List.of("a2"), bodies(receive(10)));
    }

    @Test
    void aDuplicateIsSwallowedAlsoAfterTheFirstIsDeleted() {
        send("a1");
        queue().delete(receive(10), soon());
        send("a1");
        assertEquals(List.of(), receive(10));
    }

    @Test
    void aHandleIsWorthNothingAfterTheNextDelivery() {
        send("a1");
        List<Received> first = receive(10);
        queue().hide(List.of(new Hiding(first.getFirst(), Duration.ZERO)), soon());
        List<Received> second = receive(10);
        assertEquals(Set.of(0), queue().delete(first, soon()).keySet());
        assertEquals(Map.of(), queue().delete(second, soon()));
    }

    @Test
    void attributesTravelWithTheMessage() {
        Map<String, String> attributes = Map.of("ErrorType", "é");
        queue().send(List.of(new Outgoing("a", "a1", "a1", attributes)), soon());
        Received received = receive(1).getFirst();
        assertEquals(attributes, received.attributes());
        assertEquals("a", received.group());
    }

    @Test
    void theDepthTellsWhatWaitsFromWhatIsInFlight() {
        send("a1", "a2", "b1");
        Received first = receive(1).getFirst();
        assertEquals(new Depth(2, 1), queue().depth(soon()));
        queue().delete(List.of(first), soon());
        assertEquals(new Depth(2, 0), queue().depth(soon()));
    }

    /** Messages named by their group's letter and a number, the name being body and deduplication id as well. */
    private void send(String... names) {
        List<Outgoing> messages = Arrays.stream(names)
                .map(name -> new Outgoing(name.substring(0, 1), name, name))
                .toList();
        assertEquals(Map.of(), queue().send(messages, soon()));
    }

    private List<Received> receive(int most) {
        return queue().receive(most, MINUTE, soon());
    }

    private static List<String> bodies(List<Received> messages) {
        return messages.stream().map(Received::body).toList();
    }

    private static Deadline soon() {
        return Deadline.in(MINUTE, Ticker.SYSTEM);
    }
}
