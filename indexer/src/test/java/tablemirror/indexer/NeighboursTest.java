package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.indexer.World.item;
import static tablemirror.indexer.World.remove;
import static tablemirror.indexer.World.upsert;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Message;

/** Whatever is wrong with one message, those beside it are written and acknowledged. */
class NeighboursTest {
    private final World world = new World();

    @Test
    void aLetterThatIsNotTakenDoesNotKeepTheOthersFromBeingWritten() {
        world.sendBody("bad", "no message");
        IntStream.range(0, 9).forEach(i -> world.send(upsert("item" + i, 0, "x")));
        world.deadLetters.refuseSend = letter -> true;
        world.invoke();
        assertEquals(9, world.openSearch.documents().size());
        assertEquals(1, world.queue.messages().size());
    }

    @Test
    void aDeadLetterQueueThatHangsLeavesTimeToAcknowledge() {
        IntStream.range(0, 100).forEach(i -> world.send(upsert("item" + i, 0, "x")));
        world.openSearch.itemError =
                id -> id.equals("item0") ? Optional.of("mapper_parsing_exception: no") : Optional.empty();
        world.deadLetters.refuseSend = letter -> {
            world.pass(Duration.ofSeconds(3));
            return true;
        };
        world.invoke();
        assertEquals(1, world.queue.messages().size());
    }

    @Test
    void aMessageWithAKeyThatCannotBeHurtsOnlyItself() {
        String body = Message.body(upsert("EMPTY", 0, "x"))
                .replace("\"keys\":{\"id\":{\"S\":\"EMPTY\"}}", "\"keys\":{\"id\":{\"S\":\"\"}}");
        world.sendBody("bad", body);
        world.send(upsert("good", 0, "x"));
        world.invoke();
        assertTrue(world.openSearch.documents().containsKey("good"));
    }

    @Test
    void aSuspectThatFailsDoesNotKeepTheNextFromBeingTried() {
        IntStream.range(0, 10).forEach(i -> {
            world.send(upsert("item" + i, 0, "x"));
            world.table.put(item("item" + i, "x"));
        });
        receiveUntilSuspect();
        world.openSearch.itemError =
                id -> id.equals("item0") ? Optional.of("unknown_exception: who knows") : Optional.empty();
        world.invoke();
        assertEquals(9, world.openSearch.documents().size());
    }

    @Test
    void whatGotThroughWaitsForTheRestForSecondsOnly() {
        IntStream.range(0, 100).forEach(i -> world.send(upsert("item" + i, 0, "x")));
        world.openSearch.itemError =
                id -> id.equals("item0") ? Optional.of("unknown_exception: who knows") : Optional.empty();
        long from = world.ticker.nanoTime();
        world.invoke();
        assertTrue(world.ticker.nanoTime() - from < Duration.ofSeconds(6).toNanos());
        assertEquals(99, world.openSearch.documents().size());
    }

    @Test
    void aKeyThatTheTableRefusesHurtsOnlyItself() {
        IntStream.range(0, 10).forEach(i -> {
            world.table.put(item("item" + i, "x"));
            world.send(upsert("item" + i, 0, "").reread());
        });
        world.table.refused.add(upsert("item3", 0, "").key());
        world.invoke();
        assertEquals(9, world.openSearch.documents().size());
    }

    @Test
    void suspectsBesideOthersThatGotThroughAreNotWaitedForLong() {
        world.send(upsert("item0", 0, "x"));
        world.table.put(item("item0", "x"));
        receiveUntilSuspect();
        IntStream.range(1, 10).forEach(i -> world.send(upsert("item" + i, 0, "x")));
        world.openSearch.itemError =
                id -> id.equals("item0") ? Optional.of("unavailable_shards_exception: no primary") : Optional.empty();
        long from = world.ticker.nanoTime();
        assertEquals(1, world.invoke().size());
        assertEquals(9, world.openSearch.documents().size());
        assertTrue(world.ticker.nanoTime() - from < Duration.ofSeconds(6).toNanos());
    }

    /** Whose primary is away for hours: this process has tried it often, and lives. */
    @Test
    void whatFailsOftenAndKillsNobodyIsNoSuspect() {
        world.openSearch.itemError =
                id -> id.equals("item0") ? Optional.of("unavailable_shards_exception: no primary") : Optional.empty();
        world.send(upsert("item0", 0, "x"));
        world.table.put(item("item0", "x"));
        for (int receive = 0; receive <= 6; receive++) {
            sendFresh(receive);
            world.openSearch.bulks.clear();
            assertEquals(1, world.invoke().size());
            world.pass(Duration.ofHours(1));
        }

        assertEquals(10, world.openSearch.bulks.getFirst().size());
        assertEquals(63, world.openSearch.documents().size());
    }

    private void sendFresh(int round) {
        IntStream.range(0, 9).forEach(i -> {
            String id = "fresh%d-%d".formatted(round, i);
            world.table.put(item(id, "x"));
            world.send(upsert(id, 0, "x"));
        });
    }

    @Test
    void suspectsThatFailBesideOthersLeaveTimeForEachOther() {
        IntStream.range(0, 6).forEach(i -> {
            world.send(upsert("item" + i, 0, "x"));
            world.table.put(item("item" + i, "x"));
        });
        receiveUntilSuspect();
        world.send(upsert("fresh", 0, "x"));
        world.openSearch.itemError = id -> id.startsWith("item") && !id.equals("item5")
                ? Optional.of("unavailable_shards_exception: no primary")
                : Optional.empty();
        world.invoke();
        assertEquals(Set.of("fresh", "item5"), world.openSearch.documents().keySet());
    }

    @Test
    void aVersionFromTheFutureDoesNotKeepOutLaterChanges() {
        world.send(upsert("1", 1_000_000_000, "forged"));
        world.send(remove("2", 1_000_000_000));
        assertEquals(2, world.invoke().size());
        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(-1, world.openSearch.version("2"));
    }

    /** The queue's messages have been received so often that the next time each is written alone. */
    private void receiveUntilSuspect() {
        for (int receive = 0; receive < 5; receive++) {
            world.queue.receive(10, Duration.ofSeconds(1), world.deadline());
            world.pass(Duration.ofSeconds(2));
        }
    }
}
