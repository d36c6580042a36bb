package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.function.Deadline;
import tablemirror.index.Reply;
import tablemirror.index.Request;
import tablemirror.queue.Outgoing;

/** Finding what differs between table and index, and mending just that. */
class VerifyTest {
    private static final String VERIFY = "{\"mode\": \"verify\"}";
    private static final String REPAIR = "{\"mode\": \"repair\"}";
    private static final String INDEX = "things-000001";
    private static final Instant LONG_AGO = World.NOON.minusSeconds(100_000);

    private final World world = new World();

    @Test
    void anIndexEqualToItsTableHasNoDifferences() throws IOException {
        equal(400);

        JsonNode report = world.execute("one", VERIFY);

        assertEquals(0, report.path("differences").asInt(), report.toString());
        assertEquals(400, report.path("items").asInt(), report.toString());
        assertEquals(400, report.path("documents").asInt(), report.toString());
        assertEquals(List.of(), world.takeChanges());
    }

    @Test
    void whatIsMissingStaleAndExtraIsFoundAndOnlyToldOf() throws IOException {
        equal(400);
        spoil();

        JsonNode report = world.execute("one", VERIFY);

        assertEquals(2, report.path("missing").asInt(), report.toString());
        assertEquals(2, report.path("stale").asInt(), report.toString());
        assertEquals(2, report.path("extra").asInt(), report.toString());
        assertEquals(6, report.path("differences").asInt(), report.toString());
        assertTrue(report.path("samples").toString().contains("\"extra ghost1\""), report.toString());
        assertEquals(List.of(), world.takeChanges());
    }

    @Test
    void repairMendsExactlyThose() throws IOException {
        equal(400);
        spoil();

        world.meanwhile = world::index;

        JsonNode report = world.execute("one", REPAIR);

        assertEquals(6, report.path("repaired").asInt(), report.toString());
        Set<String> ids = new TreeSet<>();
        world.queue.sends.forEach(batch -> batch.forEach(message -> ids.add(message.group())));
        assertEquals(Set.of("item1", "item2", "item3", "item4", "ghost1", "ghost2"), ids);
        world.index();
        assertEquals(world.expected(), world.documents(INDEX));
    }

    @Test
    void aRepairAsksForTheTablesStateWhateverTheIndexHolds() throws IOException {
        equal(400);
        spoil();

        List<Change> changes = new ArrayList<>();
        world.meanwhile = () -> changes.addAll(world.takeChanges());

        world.execute("one", REPAIR);

        changes.addAll(world.takeChanges());
        assertEquals(6, changes.size());
        for (Change change : changes) {
            assertEquals(0, change.version().value(), change.key().documentId());
        }
    }

    @Test
    void aChangeOnItsWayIsNoDifference() throws IOException {
        equal(400);
        world.put("item5", "changed");
        world.delete("item6");
        world.put("new", "new");
        boolean[] arrived = {false};
        world.meanwhile = () -> {
            if (!arrived[0]) {
                arrived[0] = true;
                Instant now = world.table.date.orElseThrow();
                world.plant(INDEX, "item5", "changed", now);
                world.plant(INDEX, "new", "new", now);
                world.remove(INDEX, "item6", now);
            }
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(arrived[0]);
        assertEquals(0, report.path("differences").asInt(), report.toString());
    }

    @Test
    void anItemThatChangesAllTheTimeIsNoDifferenceThoughNeverFoundEqual() throws IOException {
        equal(100);
        world.put("item5", "0");
        int[] change = {0};
        world.meanwhile = () -> {
            // The index is always one change behind.
            world.plant(INDEX, "item5", Integer.toString(change[0]), world.table.date.orElseThrow());
            world.put("item5", Integer.toString(++change[0]));
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(change[0] > 0);
        assertEquals(0, report.path("differences").asInt(), report.toString());
    }

    @Test
    void behindABacklogNothingIsCalledStaleButLagging() throws IOException {
        equal(100);
        world.put("item5", "changed");
        waiting(World.NO_BACKLOG + 1);

        JsonNode report = world.execute("one", VERIFY);

        assertEquals(0, report.path("stale").asInt(), report.toString());
        assertEquals(1, report.path("lagging").asInt(), report.toString());
    }

    /** A busy queue is never seen empty. */
    @Test
    void inAQueueThatIsKeptUpWithSomeMessagesAlwaysWait() throws IOException {
        equal(100);
        world.put("item5", "changed");
        waiting(World.NO_BACKLOG);

        assertEquals(1, world.execute("one", VERIFY).path("stale").asInt());
    }

    private void waiting(int messages) {
        List<Outgoing> waiting = IntStream.range(0, messages)
                .mapToObj(i -> new Outgoing("item" + i, "d" + i, "waits"))
                .toList();
        world.queue.send(waiting, Deadline.in(Duration.ofMinutes(1), world.ticker));
    }

    @Test
    void anExecutionOfANameThatWasUsedBeforeLooksAnew() throws IOException {
        equal(100);
        assertEquals(0, world.execute("one", VERIFY).path("differences").asInt());
        world.ticker.sleep(Duration.ofSeconds(1));
        world.put("item5", "changed");

        assertEquals(1, world.execute("one", VERIFY).path("stale").asInt());
    }

    @Test
    void anEmptyTableNeverEmptiesTheIndex() throws IOException {
        equal(100);
        world.table.items.clear();

        JsonNode report = world.execute("one", REPAIR);

        assertEquals(100, report.path("extra").asInt(), report.toString());
        assertEquals(100, report.path("deletesRefused").asInt(), report.toString());
        assertEquals(List.of(), world.takeChanges());

        world.meanwhile = world::index;
        JsonNode allowed = world.execute("two", "{\"mode\": \"repair\", \"allowDeletes\": true}");
        assertEquals(100, allowed.path("repaired").asInt(), allowed.toString());
    }

    @Test
    void aDocumentThatIsNoItemsIsToldOfAndNeverTouched() throws IOException {
        equal(50);
        world.cluster.index(INDEX).write("foreign", 1, Optional.of("{\"id\":\"other\"}"));
        world.cluster.index(INDEX).write("without", 1, Optional.of("{}"));

        JsonNode report = world.execute("one", REPAIR);

        assertEquals(2, report.path("foreign").asInt(), report.toString());
        assertEquals(List.of(), world.takeChanges());
    }

    @Test
    void aPlaceThatOpenSearchForgotMeansBeginningTheSliceAgain() throws IOException {
        equal(900);
        boolean[] forgotten = {false};
        world.cluster.instead = request -> {
            if (request.path().equals("/_search/scroll") && !forgotten[0]) {
                forgotten[0] = true;
                world.cluster.forgetScrolls();
            }
            return Optional.empty();
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(forgotten[0]);
        assertEquals(900, report.path("documents").asInt(), report.toString());
    }

    @Test
    void aPageWhoseAnswerWasLostIsNotLeftOut() throws IOException {
        equal(10);
        for (int i = 0; i < 900; i++) {
            world.plant(INDEX, "ghost" + i, "text", LONG_AGO);
        }
        boolean[] lost = {false};
        world.cluster.instead = request -> {
            if (request.path().equals("/_search/scroll") && !lost[0]) {
                lost[0] = true;
                ask(request);
            }
            return Optional.empty();
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(lost[0]);
        assertEquals(910, report.path("documents").asInt(), report.toString());
        assertEquals(900, report.path("extra").asInt(), report.toString());
    }

    /** More than are kept before they are looked at, so that some are findings when the slice is begun again. */
    @Test
    void anExtraThatIsSeenTwiceCountsOnce() throws IOException {
        equal(10_000);
        for (int i = 0; i < 3000; i++) {
            world.plant(INDEX, "ghost" + i, "text", LONG_AGO);
        }
        boolean[] forgotten = {false};
        int[] pages = {0};
        world.cluster.instead = request -> {
            if (request.path().equals("/_search/scroll") && ++pages[0] > 40 && !forgotten[0]) {
                forgotten[0] = true;
                world.cluster.forgetScrolls();
            }
            return Optional.empty();
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(forgotten[0]);
        assertEquals(3000, report.path("extra").asInt(), report.toString());
    }

    @Test
    void aReadThatFailsDoesNotCostTheSlice() throws IOException {
        equal(900);
        world.cluster.index(INDEX).write("without", 1, Optional.of("{}"));
        int[] slices = {0};
        boolean[] failed = {false};
        world.cluster.instead = request -> {
            slices[0] += request.path().equals("/" + INDEX + "/_search") ? 1 : 0;
            boolean fails = !failed[0]
                    && request.path().equals("/" + INDEX + "/_mget")
                    && new String(request.body(), UTF_8).contains("without");
            failed[0] |= fails;
            return fails ? Optional.of(new Reply(503, new byte[0])) : Optional.empty();
        };

        JsonNode report = world.execute("one", VERIFY);

        assertTrue(failed[0]);
        assertEquals(901, report.path("documents").asInt(), report.toString());
        assertEquals(1, report.path("foreign").asInt(), report.toString());
        assertEquals(World.SEGMENTS, slices[0]);
    }

    @Test
    void looksAtWhatDiffersKeepTheRateToo() throws IOException {
        equal(10);
        for (int i = 0; i < 4000; i++) {
            world.put("unseen" + i, "text");
        }
        long from = world.ticker.nanoTime();

        world.execute("one", VERIFY);

        // Looked at ten times; one segment works after the other, each with its third of 300 a second.
        double seconds = (world.ticker.nanoTime() - from) / 1e9;
        assertTrue(seconds >= 4000 * 10 / 100.0, "took " + seconds);
    }

    @Test
    void moreDifferencesThanAreLookedAtTogetherAreAllFound() throws IOException {
        equal(10);
        for (int i = 0; i < 4000; i++) {
            world.put("unseen" + i, "text");
        }

        JsonNode report = world.execute("one", VERIFY);

        assertEquals(4000, report.path("missing").asInt(), report.toString());
    }

    private void ask(Request request) {
        try {
            world.cluster.send(request, Deadline.in(Duration.ofSeconds(1), world.ticker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A live index equal to the table. */
    private void equal(int items) {
        world.cluster.create(INDEX, World.ALIAS);
        for (int i = 0; i < items; i++) {
            world.put("item" + i, "text");
            world.plant(INDEX, "item" + i, "text", LONG_AGO);
        }
    }

    /** Two of each kind of difference. */
    private void spoil() {
        world.cluster.index(INDEX).write("item1", 0, Optional.empty());
        world.cluster.index(INDEX).write("item2", 0, Optional.empty());
        world.plant(INDEX, "item3", "old", LONG_AGO);
        world.plant(INDEX, "item4", "old", LONG_AGO);
        world.plant(INDEX, "ghost1", "text", LONG_AGO);
        world.plant(INDEX, "ghost2", "text", LONG_AGO);
    }
}
