package tablemirror.indexer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.indexer.World.upsert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.index.Reply;
import tablemirror.indexer.Tally.Count;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Received;

class DrainTest {
    private final World world = new World();

    @Test
    void aBacklogIsWrittenInBulksOf500() {
        send(1200);
        while (!world.queue.messages().isEmpty()) {
            world.invoke();
        }
        assertEquals(
                List.of(500, 500, 200),
                world.openSearch.bulks.stream().map(List::size).toList());
        assertEquals(1200, world.openSearch.documents().size());
    }

    @Test
    void oneFreshChangeIsWrittenWithoutDraining() {
        send(1);
        world.invoke();
        assertEquals(0, world.tally.of(Count.DRAINED));
        assertEquals(1, world.openSearch.documents().size());
    }

    @Test
    void fewMessagesThatWaitedAreABacklogAndOneFreshAmongThemIsNone() {
        Drain drain = new Drain(world.queue, 5 << 20, world::now);
        send(2);
        List<Received> two = world.queue.receive(10, Duration.ofMinutes(1), world.deadline());
        assertFalse(drain.isBacklog(two));
        world.pass(Duration.ofMillis(2001));
        assertTrue(drain.isBacklog(two));
        world.send(upsert("fresh", 0, "x"));
        List<Received> three = new ArrayList<>(two);
        three.addAll(world.queue.receive(10, Duration.ofMinutes(1), world.deadline()));
        assertFalse(drain.isBacklog(three));
    }

    @Test
    void severalChangesOfOneItemDoNotFillABulk() {
        for (int i = 0; i < 300; i++) {
            world.send(upsert("hot", 0, "v" + i));
            world.send(upsert("item" + i, 0, "x"));
        }
        world.invoke();
        assertTrue(world.openSearch.bulks.getFirst().size() > 250, world.openSearch.bulks.toString());
    }

    @Test
    void whatIsDrainedMovesAgainWithin90SecondsShouldTheWorkerDie() {
        send(100);
        List<Received> handed = world.queue.receive(10, Duration.ofMinutes(6), world.deadline());
        List<Received> drained = new Drain(world.queue, 5 << 20, world::now).more(handed, 90, world.deadline());
        assertEquals(90, drained.size());
        long within = world.queue.hidden().values().stream()
                .filter(hidden -> hidden.compareTo(Duration.ofSeconds(90)) <= 0)
                .count();
        assertEquals(90, within);
    }

    @Test
    void largeMessagesStopItBeforeMemoryDoes() {
        String mebibyte = "x".repeat(Outgoing.MAX_BYTES);
        IntStream.range(0, 100).forEach(i -> world.sendBody("g" + i, mebibyte));
        List<Received> drained = new Drain(world.queue, 5 << 20, world::now).more(List.of(), 500, world.deadline());
        long bytes =
                drained.stream().mapToLong(message -> message.body().length()).sum();
        long bound = (5L << 20) + Drain.AT_A_TIME * 10L * Outgoing.MAX_BYTES;
        assertTrue(bytes >= 5 << 20 && bytes <= bound, bytes + " bytes in hand");
    }

    @Test
    void inAnOutageOnlyTheHandedMessagesWaitAndNothingMoreIsDrained() {
        send(200);
        world.openSearch.instead = request -> Optional.of(new Reply(503, new byte[0]));
        world.invoke();
        assertTrue(world.tally.of(Count.DRAINED) > 0);
        assertEquals(10, world.queue.hidden().size());
        world.invoke();
        assertEquals(0, world.tally.of(Count.DRAINED));
        assertEquals(10, world.queue.hidden().size());
        world.openSearch.instead = request -> Optional.empty();
        world.table.items.clear();
        world.invoke();
        world.invoke();
        assertTrue(world.tally.of(Count.DRAINED) > 0);
    }

    @Test
    void whereOnlySomeItemsFailTheyWaitAlsoWhenTheyWereDrained() {
        send(100);
        world.openSearch.itemError =
                id -> id.endsWith("7") ? Optional.of("unavailable_shards_exception: primary") : Optional.empty();
        world.invoke();
        assertEquals(10, world.queue.messages().size());
        assertEquals(10, world.queue.hidden().size());
    }

    @Test
    void anOutageIsProbedWithOneItemNotWithAllInHand() {
        send(200);
        world.openSearch.instead = request -> Optional.of(new Reply(503, new byte[0]));
        List<Integer> lines = new ArrayList<>();
        world.openSearch.instead = request -> {
            lines.add((int) new String(request.body(), UTF_8).lines().count());
            return Optional.of(new Reply(503, new byte[0]));
        };
        world.invoke();
        assertEquals(400, lines.getFirst());
        assertTrue(lines.size() > 5);
        assertEquals(List.of(2), lines.stream().skip(1).distinct().toList());
    }

    @Test
    void aSuspectInHandKeepsItFromDraining() {
        send(100);
        for (int i = 0; i < 5; i++) {
            world.queue.receive(10, Duration.ofSeconds(1), world.deadline());
            world.pass(Duration.ofSeconds(2));
        }
        world.invoke();
        assertEquals(0, world.tally.of(Count.DRAINED));
    }

    @Test
    void drainedMessagesAreAcknowledgedOldestFirstWithinTheirGroup() {
        send(10);
        world.send(upsert("pair", 0, "older"));
        world.send(upsert("pair", 1, "newer"));
        world.queue.refuseDelete = message -> message.body().contains("older");
        world.invoke();
        assertEquals(2, world.queue.messages().size());
    }

    @Test
    void aWrongMappingDeadLettersNothing() {
        send(200);
        IntStream.range(0, 200).forEach(i -> world.table.put(World.item("item" + i, "x")));
        world.openSearch.itemError = id -> Optional.of("mapper_parsing_exception: failed to parse field [at]");
        for (int invocation = 0; invocation < 5; invocation++) {
            world.invoke();
            world.pass(Duration.ofMinutes(1));
        }
        assertEquals(List.of(), world.deadLetters.messages());
        assertTrue(world.tally.of(Count.BREAKER_OPEN) > 0);
        world.openSearch.itemError = id -> Optional.empty();
        for (int invocation = 0; invocation < 30; invocation++) {
            world.pass(Duration.ofHours(1));
            world.invoke();
        }
        assertEquals(200, world.openSearch.documents().size());
        assertEquals(List.of(), world.deadLetters.messages());
    }

    private void send(int items) {
        IntStream.range(0, items).forEach(i -> world.send(upsert("item" + i, 0, "x")));
    }
}
