package tablemirror.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.MessageReader;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.producer.Producer.Report;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;

class ProducerTest {
    private static final KeySchema SCHEMA = new KeySchema("id", null);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final HandTicker ticker = new HandTicker();
    private final FakeQueue queue = new FakeQueue(ticker, NOON);
    private final Producer producer = new Producer(new Sender(queue, new Random(1)));

    @Test
    void aHundredChangesOfOneItemAreOneMessageWithTheLast() {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            changes.add(upsert("hot", i, "v" + i));
        }
        Report report = forward(changes);
        assertEquals(new Report(100, 1, 0, Optional.empty(), Map.of()), report);
        assertEquals(List.of(changes.getLast()), forwarded());
    }

    @Test
    void aRemovalAfterAnUpsertIsWhatIsForwarded() {
        forward(List.of(upsert("a", 1, "x"), remove("a", 2)));
        assertEquals(List.of(remove("a", 2)), forwarded());
    }

    /** What it overtakes may be on its way by itself, and would win. */
    @Test
    void aChangeBelowOneBeforeItIsReadFromTheTable() {
        forward(List.of(remove("a", 9), upsert("a", 2, "x")));
        assertEquals(List.of(upsert("a", 2, "x").reread(remove("a", 9).version())), forwarded());
    }

    @Test
    void anItemsMessagesStandInItsOwnGroup() {
        forward(List.of(upsert("a", 1, "x"), upsert("b c", 2, "x")));
        assertEquals("a", queue.messages().get(0).group());
        assertTrue(queue.messages().get(1).group().startsWith("sha256:"));
    }

    @Test
    void theStreamComesAgainFromTheFirstChangeOfTheFirstItemNotConfirmed() {
        queue.refuseSend = message -> message.group().equals("b");
        Report report =
                forward(List.of(upsert("a", 8, "x"), upsert("b", 9, "x"), upsert("c", 10, "x"), remove("b", 11)));
        assertEquals(Optional.of(sequence(9)), report.retryFrom());
        assertEquals(1, report.unconfirmed());
        assertEquals(Map.of("refused by the fake", 1), report.causes());
        assertEquals(2, queue.messages().size());
    }

    @Test
    void theLowestSequenceNumberIsTheLowestNumberNotText() {
        queue.refuseSend = message -> true;
        // 21 and 22 digits: as text the longer one would sort first.
        Report report = forward(List.of(upsert("a", 10, "x"), upsert("b", 9, "x")));
        assertEquals(Optional.of(sequence(9)), report.retryFrom());
    }

    @Test
    void aRetryWithinTheInvocationIsDeduplicatedAndALaterAttemptIsNot() {
        List<Change> changes = List.of(upsert("a", 1, "x"));
        producer.forward(changes, "first", deadline());
        producer.forward(changes, "first", deadline());
        assertEquals(1, queue.messages().size());
        producer.forward(changes, "second", deadline());
        assertEquals(2, queue.messages().size());
    }

    @Test
    void anInvocationThatEndsWithAnotherChangeHasAnotherDeduplicationId() {
        forward(List.of(upsert("a", 1, "x")));
        forward(List.of(upsert("a", 1, "x"), upsert("a", 2, "y")));
        List<Outgoing> messages = queue.messages();
        assertEquals(2, messages.size());
        assertNotEquals(messages.get(0).deduplicationId(), messages.get(1).deduplicationId());
        assertEquals("event-1-event-2/request", messages.get(1).deduplicationId());
    }

    @Test
    void aMessageOfOneMebibyteCarriesItsImageAndOneByteMoreARereading() {
        int frame = Message.body(upsert("a", 1, "")).length();
        String fits = "x".repeat(Outgoing.MAX_BYTES - frame);
        forward(List.of(upsert("a", 1, fits)));
        forward(List.of(upsert("b", 2, fits + "x")));
        assertEquals(Outgoing.MAX_BYTES, queue.messages().get(0).bytes());
        assertInstanceOf(Effect.Upsert.class, forwarded().get(0).effect());
        assertEquals(upsert("b", 2, "").reread(), forwarded().get(1));
    }

    private Report forward(List<Change> changes) {
        return producer.forward(changes, "request", deadline());
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(20), ticker);
    }

    private List<Change> forwarded() {
        MessageReader reader = new MessageReader("Things", SCHEMA);
        return queue.messages().stream()
                .map(message -> assertInstanceOf(MessageReader.Answer.Read.class, reader.read(message.body()))
                        .change())
                .toList();
    }

    private static Change upsert(String id, int order, String text) {
        return change(id, order, new Effect.Upsert(new Item(Map.of("id", new Value.S(id), "text", new Value.S(text)))));
    }

    private static Change remove(String id, int order) {
        return change(id, order, new Effect.Remove());
    }

    private static Change change(String id, int order, Effect effect) {
        Key key = SCHEMA.key(Map.of("id", new Value.S(id)));
        Origin origin = new Origin("event-" + order, sequence(order), NOON);
        return new Change("Things", key, Version.ofChange(NOON, sequence(order)), effect, origin);
    }

    private static String sequence(int order) {
        return order + "00000000008367680596";
    }
}
