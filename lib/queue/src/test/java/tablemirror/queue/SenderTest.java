package tablemirror.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

class SenderTest {
    private final HandTicker ticker = new HandTicker();
    private final FakeQueue queue = new FakeQueue(ticker, Instant.EPOCH);
    private final Sender sender = new Sender(queue, new Random(1));
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(30), ticker);

    @Test
    void batchesAreAsFullAsTheyMayBe() {
        assertEquals(Map.of(), sender.send(messages(25, 10), deadline));
        assertEquals(List.of(5, 10, 10), sizes());
        assertEquals(25, queue.messages().size());
    }

    @Test
    void aBatchHoldsExactlyOneMebibyteAndNotAByteMore() {
        int half = Outgoing.MAX_BYTES / 2;
        sender.send(List.of(message("a", half), message("b", half), message("c", 1)), deadline);
        assertEquals(List.of(1, 2), sizes());
        queue.sends.clear();
        sender.send(List.of(message("d", half), message("e", half + 1)), deadline);
        assertEquals(List.of(1, 1), sizes());
    }

    @Test
    void attributesCount() {
        Outgoing message = new Outgoing("g", "d", "body", Map.of("Name", "é"));
        assertEquals(4 + 4 + 6 + 2, message.bytes());
    }

    @Test
    void aSingleMessageOverTheLimitIsABug() {
        List<Outgoing> tooLarge = List.of(message("a", Outgoing.MAX_BYTES + 1));
        assertEquals(
                "message of group a has 1048577 bytes, must be at most 1048576",
                assertThrows(IllegalArgumentException.class, () -> sender.send(tooLarge, deadline))
                        .getMessage());
    }

    @Test
    void onlyEntriesNotConfirmedAreSentAgain() {
        Set<String> refusedOnce = new HashSet<>(Set.of("3", "17"));
        queue.refuseSend = message -> refusedOnce.remove(message.group());
        assertEquals(Map.of(), sender.send(messages(20, 10), deadline));
        assertEquals(List.of(2, 10, 10), sizes());
        assertEquals(20, queue.messages().size());
    }

    @Test
    void whatIsRefusedToTheEndIsReportedAndTheRestIsSent() {
        queue.refuseSend = message -> message.group().equals("7");
        assertEquals(Map.of(7, "refused by the fake"), sender.send(messages(12, 10), deadline));
        assertEquals(11, queue.messages().size());
        assertTrue(deadline.remaining().compareTo(Duration.ofSeconds(5)) < 0, "gave up with time left");
    }

    private List<Integer> sizes() {
        return queue.sends.stream().map(List::size).sorted().toList();
    }

    private static List<Outgoing> messages(int count, int bytes) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> message(String.valueOf(i), bytes))
                .toList());
    }

    private static Outgoing message(String group, int bytes) {
        return new Outgoing(group, "d", "x".repeat(bytes));
    }
}
