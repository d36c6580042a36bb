package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueDeliveryTest {
    private final FakeFunction function = new FakeFunction();

    @Test
    void successIsForEveryMessage() throws InterruptedException {
        assertEquals(List.of("a", "b"), deliver(message("a", "g1"), message("b", "g2")));
    }

    @Test
    void namedMessagesStay() throws InterruptedException {
        function.thenFailing("b");

        assertEquals(List.of("a", "c"), deliver(message("a", "g1"), message("b", "g2"), message("c", "g3")));
    }

    @Test
    void functionErrorKeepsAll() throws InterruptedException {
        function.then(FakeFunction.ERROR);

        assertEquals(List.of(), deliver(message("a", "g1"), message("b", "g2")));
    }

    @Test
    void unknownIdentifierKeepsAll() throws InterruptedException {
        function.thenFailing("a", "nobody");

        assertEquals(List.of(), deliver(message("a", "g1"), message("b", "g2")));
    }

    @Test
    void nothingOvertakesAFailedMessageOfItsGroup() throws InterruptedException {
        function.thenFailing("a");

        assertEquals(List.of("b", "d"), deliver(big("a", "g1"), big("b", "g2"), big("c", "g1"), message("d", "g3")));
        assertEquals(2, function.invocations.size());
        assertEquals(1, function.invocations.get(1).size());
    }

    private List<String> deliver(QueueMessage... messages) throws InterruptedException {
        return new QueueDelivery(new EventSourceSpec.Queue("arn", 10, true, 2), function)
                .deliver(List.of(messages)).stream().map(QueueMessage::id).toList();
    }

    private static QueueMessage message(String id, String group) {
        return new QueueMessage(id, group, "receipt", "\"%s\"".formatted(id).getBytes(StandardCharsets.UTF_8));
    }

    /** Two of these fit one event, three do not. */
    private static QueueMessage big(String id, String group) {
        String body = "\"" + "x".repeat(Event.MAXIMUM_BYTES / 5 * 2) + "\"";
        return new QueueMessage(id, group, "receipt", body.getBytes(StandardCharsets.UTF_8));
    }
}
