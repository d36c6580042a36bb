package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.index.FakeCluster;
import tablemirror.index.FakeOpenSearch;
import tablemirror.index.Reply;

/** Writing to two indices, of which one decides. */
class StandbyTest {
    private static final Reply AWAY = new Reply(503, new byte[0]);

    private final FakeCluster cluster = new FakeCluster();
    private final FakeOpenSearch live = cluster.create("things-000001", "things");
    private final World world = new World(cluster);

    @Test
    void whileThereIsAStandbyEveryOperationGoesThereToo() {
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        world.send(World.upsert("1", 0, "a"));
        world.send(World.upsert("2", 0, "b"));
        world.invoke();
        world.send(World.remove("2", 1));
        world.invoke();

        assertEquals(live.documents(), standby.documents());
        assertEquals(live.version("1"), standby.version("1"));
        assertEquals(live.version("2"), standby.version("2"));
        assertFalse(live.documents().containsKey("2"));
        assertEquals(0, world.tally.of(Tally.Count.STANDBY_FAILED));
    }

    @Test
    void aNewStandbyIsKnownAfterTenSecondsAndNotAskedForAtEachBulk() {
        world.send(World.upsert("1", 0, "a"));
        world.invoke();
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        world.pass(Duration.ofSeconds(9));
        world.send(World.upsert("2", 0, "b"));
        world.invoke();
        assertEquals(List.of(), standby.bulks);
        assertEquals(1, lookups());
        world.pass(Duration.ofSeconds(1));
        world.send(World.upsert("3", 0, "c"));
        world.invoke();

        assertEquals(List.of(List.of("3")), standby.bulks);
        assertEquals(2, lookups());
    }

    private long lookups() {
        return cluster.requests.stream()
                .filter("GET /_alias/things-standby"::equals)
                .count();
    }

    @Test
    void whatTheStandbyRefusesIsCountedAndDropped() {
        cluster.create("things-000002", "things-standby").itemError =
                id -> Optional.of("mapper_parsing_exception: failed to parse");
        world.send(World.upsert("1", 0, "a"));

        assertEquals(List.of(), world.invoke());

        assertTrue(live.documents().containsKey("1"));
        assertEquals(1, world.tally.of(Tally.Count.STANDBY_FAILED));
        assertEquals(List.of(), world.deadChanges());
    }

    @Test
    void withoutAnAnswerWhetherThereIsAStandbyNothingIsAcknowledged() {
        cluster.instead = request ->
                request.path().startsWith("/_alias/") ? Optional.of(new Reply(500, new byte[0])) : Optional.empty();
        world.send(World.upsert("1", 0, "a"));

        assertEquals(1, world.invoke().size());

        assertEquals(List.of(), live.bulks);
    }

    @Test
    void whereOpenSearchIsTooBusyToSayItIsAskedAgainSoonAndMoreSlowly() {
        world.send(World.upsert("1", 0, "x"));
        cluster.instead = request ->
                request.path().startsWith("/_alias/") ? Optional.of(new Reply(429, new byte[0])) : Optional.empty();

        assertEquals(1, world.invoke().size());

        assertEquals(1, world.tally.of(Tally.Count.THROTTLED), world.tally.counts()::toString);
        cluster.instead = request -> Optional.empty();
        world.pass(Duration.ofSeconds(60));
        assertEquals(List.of(), world.invoke());
    }

    @Test
    void aStandbyThatIsAwayHoldsNothingUp() {
        cluster.create("things-000002", "things-standby");
        cluster.instead =
                request -> request.path().equals("/things-standby/_bulk") ? Optional.of(AWAY) : Optional.empty();
        world.send(World.upsert("1", 0, "a"));

        assertEquals(List.of(), world.invoke());

        assertTrue(live.documents().containsKey("1"));
        assertEquals(1, world.tally.of(Tally.Count.STANDBY_FAILED));
    }

    @Test
    void oneThatIsSilentIsLeftAloneForAWhile() {
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        cluster.instead = request -> {
            if (request.path().equals("/things-standby/_bulk")) {
                world.pass(Duration.ofSeconds(6));
                return Optional.of(AWAY);
            }
            return Optional.empty();
        };
        world.send(World.upsert("1", 0, "a"));
        world.invoke();
        cluster.instead = request -> Optional.empty();
        world.send(World.upsert("2", 0, "b"));
        world.invoke();
        assertEquals(List.of(), standby.bulks);
        assertEquals(1, world.tally.of(Tally.Count.STANDBY_FAILED));
        world.pass(Duration.ofSeconds(10));
        world.send(World.upsert("3", 0, "c"));
        world.invoke();

        assertEquals(List.of(List.of("3")), standby.bulks);
    }

    @Test
    void soIsOneWhoseIndexIsNotThere() {
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        standby.itemError = id -> Optional.of("unavailable_shards_exception: no primary");
        standby.before = () -> world.pass(Duration.ofMillis(2500));
        world.send(World.upsert("1", 0, "a"));
        world.invoke();
        world.send(World.upsert("2", 0, "b"));
        long from = world.ticker.nanoTime();
        world.invoke();
        assertEquals(from, world.ticker.nanoTime());
        assertEquals(1, standby.bulks.size());
    }

    @Test
    void oneThatRefusesAtOnceIsAskedAgainHoweverLittleTimeIsLeft() {
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        standby.itemError = id -> Optional.of("unavailable_shards_exception: no primary");
        world.send(World.upsert("1", 0, "a"));
        world.invoke(Duration.ofSeconds(10));
        world.send(World.upsert("2", 0, "b"));
        world.invoke(Duration.ofSeconds(10));
        assertEquals(2, standby.bulks.size());
    }

    @Test
    void whenTheTwoChangePlacesInBetweenNothingIsMissedByEither() {
        FakeOpenSearch standby = cluster.create("things-000002", "things-standby");
        boolean[] exchanged = {false};
        cluster.afterBulk = () -> {
            if (!exchanged[0]) {
                exchanged[0] = true;
                cluster.create("things-000002", "things");
                cluster.create("things-000001", "things-standby");
            }
        };
        world.send(World.upsert("1", 0, "a"));

        assertEquals(List.of(), world.invoke());

        assertTrue(exchanged[0]);
        assertTrue(live.documents().containsKey("1"));
        assertTrue(standby.documents().containsKey("1"));
    }

    @Test
    void bothWritesCountInThePace() {
        cluster.create("things-000002", "things-standby");
        for (int i = 0; i < 3000; i++) {
            world.send(World.upsert("item" + i, 0, "a"));
        }
        world.pass(Duration.ofSeconds(60));
        long from = world.ticker.nanoTime();
        while (live.documents().size() < 3000) {
            world.invoke();
        }

        // A worker's share is a thousand operations a second.
        double seconds = (world.ticker.nanoTime() - from) / 1e9;
        assertTrue(seconds >= 4.5, "took " + seconds);
    }
}
