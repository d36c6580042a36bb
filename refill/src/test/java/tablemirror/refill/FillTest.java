package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.index.Reply;
import tablemirror.index.Request;

/** Filling a new index and putting it in the place of the old one. */
class FillTest {
    private static final String FILL = "{\"mode\": \"fill\"}";
    private static final String STANDBY_BULK = "/things-standby/_bulk";

    private final World world = new World();

    @Test
    void theFirstFillMakesTheIndexAndPutsItLive() throws IOException {
        putItems(500);

        JsonNode report = world.execute("one", FILL);

        assertEquals(Map.of("things", "things-000001"), aliases());
        assertEquals(world.expected(), world.documents("things-000001"));
        assertEquals(500, report.path("items").asInt(), report.toString());
        assertEquals(0, report.path("differences").asInt(), report.toString());
    }

    @Test
    void theNewIndexTakesThePlaceOfTheOldWhichStandsBy() throws IOException {
        live();
        putItems(500);

        world.execute("one", FILL);

        assertEquals(Map.of("things", "things-000002", "things-standby", "things-000001"), aliases());
        assertEquals(world.expected(), world.documents("things-000002"));
    }

    @Test
    void theWayBackAndForthIsOneRequestEach() throws IOException {
        live();
        putItems(10);
        world.execute("one", FILL);
        world.cluster.requests.clear();

        world.execute("two", "{\"mode\": \"rollback\"}");
        assertEquals(Map.of("things", "things-000001", "things-standby", "things-000002"), aliases());
        world.execute("three", "{\"mode\": \"rollback\"}");
        assertEquals(Map.of("things", "things-000002", "things-standby", "things-000001"), aliases());

        assertEquals(
                2,
                world.cluster.requests.stream().filter("POST /_aliases"::equals).count());
    }

    @Test
    void finishTakesTheStandbyAwayAndDeletesItIfAsked() throws IOException {
        live();
        putItems(10);
        world.execute("one", FILL);

        Refused early = assertThrows(Refused.class, () -> world.execute("two", FILL));
        assertTrue(early.toString().contains("things-000001 stands by"), early::toString);
        world.execute("three", "{\"mode\": \"finish\", \"deleteIndex\": true}");

        assertEquals(Map.of("things", "things-000002"), aliases());
        assertFalse(world.cluster.indices().contains("things-000001"));
        assertTrue(world.cluster.indices().contains("things-000002"));
    }

    @Test
    void whateverTheCursorCutsEveryItemIsWrittenOnce() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            World cut = new World();
            // Six seconds of it are kept for what was begun.
            cut.timeout = Duration.ofMillis(6500 + random.nextInt(3000));
            int items = random.nextInt(2000);
            for (int i = 0; i < items; i++) {
                cut.put("item" + i, "text");
            }

            JsonNode report = cut.execute("one", FILL);

            assertEquals(cut.expected(), cut.documents("things-000001"));
            long written = cut.cluster.index("things-000001").bulks.stream()
                    .mapToLong(List::size)
                    .sum();
            assertEquals(items, written, report.toString());
        }
    }

    @Test
    void aWorkerThatDiesIsSucceededWhereItsNotesEnd() throws IOException {
        putItems(900);
        int[] left = {5};
        world.cluster.instead = request -> {
            left[0] -= request.path().endsWith("_bulk") ? 1 : 0;
            if (left[0] < 0) {
                throw new IllegalStateException("killed");
            }
            return Optional.empty();
        };
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));

        assertThrows(IllegalStateException.class, () -> world.work("one", 0));
        world.cluster.instead = request -> Optional.empty();
        for (int segment = 0; segment < World.SEGMENTS; segment++) {
            world.work("one", segment);
        }

        assertEquals(world.expected(), world.documents("things-000001"));
    }

    @Test
    void aWorkerBelievedDeadCannotUndoWhatItsSuccessorNoted() throws IOException {
        putItems(300);
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));
        boolean[] overtaken = {false};
        world.cluster.instead = request -> {
            if (request.path().endsWith("_bulk") && !overtaken[0]) {
                overtaken[0] = true;
                work(0);
            }
            return Optional.empty();
        };

        assertThrows(
                IOException.class, () -> world.invoke(World.step("work", "one").put("segment", 0)));
    }

    private void work(int segment) {
        try {
            world.work("one", segment);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWasScannedNeverUndoesANewerChange() throws IOException {
        live();
        putItems(10);
        boolean[] changed = {false};
        // Changed and deleted after the scan has read them, and before it writes them.
        world.cluster.instead = request -> {
            if (request.path().equals(STANDBY_BULK) && !changed[0]) {
                changed[0] = true;
                world.put("item1", "newer");
                world.delete("item2");
                world.plant("things-000002", "item1", "newer", World.NOON.plusSeconds(200));
                world.remove("things-000002", "item2", World.NOON.plusSeconds(200));
            }
            return Optional.empty();
        };

        JsonNode report = world.execute("one", FILL);

        assertTrue(changed[0]);
        assertEquals(0, report.path("differences").asInt(), report.toString());
        assertEquals(world.expected(), world.documents("things-000002"));
    }

    @Test
    void whatCameBackBecauseADeleteWasForgottenIsGoneBeforeTheSwap() throws IOException {
        live();
        putItems(300);
        boolean[] deleted = {false};
        // Deleted after the scan has read it, and the new index knows nothing of it: it was closed and opened.
        world.cluster.instead = request -> {
            if (request.path().equals(STANDBY_BULK) && !deleted[0]) {
                deleted[0] = true;
                world.table.items.keySet().stream()
                        .filter(key -> Math.floorMod(key.hashCode(), World.SEGMENTS) == 0)
                        .findFirst()
                        .ifPresent(world.table.items::remove);
            }
            return Optional.empty();
        };
        world.meanwhile = world::index;

        world.execute("one", FILL);

        assertEquals(299, world.table.items.size());
        assertEquals("things-000002", aliases().get("things"));
        assertEquals(world.expected(), world.documents("things-000002"));
    }

    /** Of so few documents one is more than a repair would delete. */
    @Test
    void whatCameBackIsGoneBeforeTheSwapAlsoOfAFewDocuments() throws IOException {
        live();
        putItems(5);
        world.cluster.afterBulk = () -> {
            world.delete("item0");
            world.cluster.afterBulk = () -> {};
        };
        world.meanwhile = world::index;

        world.execute("one", FILL);

        assertEquals("things-000002", aliases().get("things"));
        assertEquals(world.expected(), world.documents("things-000002"));
    }

    @Test
    void aMappingThatRefusesItemsIsNotPutLive() throws IOException {
        live();
        putItems(300);
        world.cluster.instead = request -> {
            if (world.cluster.indices().contains("things-000002")) {
                world.cluster.index("things-000002").itemError = id ->
                        id.endsWith("7") ? Optional.of("mapper_parsing_exception: failed to parse") : Optional.empty();
            }
            return Optional.empty();
        };
        world.meanwhile = world::index;

        Refused refused = assertThrows(Refused.class, () -> world.execute("one", FILL));

        assertTrue(refused.toString().contains("differs from the table in 30 documents"), refused::toString);
        assertTrue(refused.toString().contains("\"deleteIndex\": true"), refused::toString);
        assertEquals("things-000001", aliases().get("things"));
        world.execute("two", "{\"mode\": \"finish\", \"deleteIndex\": true}");
        assertEquals(Map.of("things", "things-000001"), aliases());
    }

    @Test
    void whatIsRefusedInOnePlaceIsCountedAndForgivenIfThatWasAllowed() throws IOException {
        live();
        putItems(3000);
        world.cluster.made = (name, index) -> index.itemError = id ->
                id.matches("item1\\d\\d") ? Optional.of("mapper_parsing_exception: failed to parse") : Optional.empty();
        world.meanwhile = world::index;

        JsonNode report = world.execute("one", "{\"mode\": \"fill\", \"maxDifferences\": 100}");

        assertEquals("things-000002", aliases().get("things"));
        assertEquals(100, report.path("missing").asInt(), report.toString());
    }

    @Test
    void whereMostIsRefusedTheFillEnds() throws IOException {
        putItems(300);
        world.cluster.made =
                (name, index) -> index.itemError = id -> Optional.of("mapper_parsing_exception: failed to parse");

        Refused refused = assertThrows(Refused.class, () -> world.execute("one", FILL));

        assertTrue(refused.toString().contains("are refused: check the new index's mapping"), refused::toString);
        assertFalse(aliases().containsKey("things"));
    }

    @Test
    void moreThanIsMendedAtOnceMayStayRefusedIfThatWasAllowed() throws IOException {
        live();
        putItems(15_000);
        world.cluster.made = (name, index) -> index.itemError = id ->
                id.matches(".*[13579]") ? Optional.of("mapper_parsing_exception: failed to parse") : Optional.empty();
        world.delete("item1");
        world.delete("item3");
        world.meanwhile = world::index;

        JsonNode report = world.execute("one", "{\"mode\": \"fill\", \"maxDifferences\": 7498}");

        assertEquals("things-000002", aliases().get("things"));
        assertEquals(7498, report.path("missing").asInt(), report.toString());
    }

    @Test
    void whereMostOfTenThousandIsRefusedTheRestIsNotTried() throws IOException {
        putItems(33_000);
        world.cluster.made =
                (name, index) -> index.itemError = id -> Optional.of("mapper_parsing_exception: failed to parse");

        Refused refused = assertThrows(Refused.class, () -> world.execute("one", FILL));

        assertTrue(refused.toString().contains("10000 of the first 10000 items"), refused::toString);
    }

    @Test
    void whatTheNewIndexMissedBeforeTheSwapIsMendedInRounds() throws IOException {
        live();
        putItems(9000);
        world.cluster.instead = request -> {
            if (request.toString().startsWith("POST /_aliases")) {
                world.cluster.instead = other -> Optional.empty();
                world.table
                        .items
                        .keySet()
                        .forEach(key ->
                                world.cluster.index("things-000002").write(key.documentId(), 0, Optional.empty()));
            }
            return Optional.empty();
        };
        world.meanwhile = world::index;

        JsonNode report = world.execute("one", FILL);

        world.index();
        assertEquals(world.expected(), world.documents("things-000002"), report::toString);
    }

    @Test
    void anIndexWithALongerNumberIsNotOurs() throws IOException {
        live();
        world.cluster.create("things-20260101120000", "another");
        putItems(10);

        world.execute("one", FILL);

        assertEquals("things-000002", aliases().get("things"));
    }

    @Test
    void theWayBackLeavesHowLongDeletesAreRemembered() throws IOException {
        live();
        putItems(10);
        world.execute("one", FILL);
        world.cluster.send(
                new Request(
                        "PUT", "/things-000002/_settings", Map.of(), "{\"index.gc_deletes\": \"5m\"}".getBytes(UTF_8)),
                Deadline.in(Duration.ofSeconds(1), world.ticker));
        world.execute("two", "{\"mode\": \"rollback\"}");
        world.execute("three", "{\"mode\": \"rollback\"}");

        assertEquals("things-000002", aliases().get("things"));
        assertEquals(Optional.of("5m"), world.cluster.gcDeletes("things-000002"));
    }

    @Test
    void afterAFailureANewFillRemovesWhatIsLeftAndBeginsAnew() throws IOException {
        live();
        putItems(50);
        world.cluster.instead = request ->
                request.path().equals(STANDBY_BULK) ? Optional.of(new Reply(503, new byte[0])) : Optional.empty();
        world.timeout = Duration.ofSeconds(20);
        Refused refused = assertThrows(Refused.class, () -> world.execute("one", FILL));
        assertTrue(refused.toString().contains("The live index is as it was"), refused::toString);
        assertEquals(Map.of("things", "things-000001", "things-standby", "things-000002"), aliases());
        Refused noWayBack = assertThrows(Refused.class, () -> world.execute("back", "{\"mode\": \"rollback\"}"));
        assertTrue(noWayBack.toString().contains("because a fill failed"), noWayBack::toString);
        world.cluster.instead = request -> Optional.empty();

        world.execute("two", FILL);

        assertEquals("things-000003", aliases().get("things"));
        assertFalse(world.cluster.indices().contains("things-000002"));
        assertEquals(world.expected(), world.documents("things-000003"));
    }

    @Test
    void oneThatNobodyFinishesIsTakenOverWhenItsExecutionIsGone() throws IOException {
        live();
        world.begin("one", FILL);
        world.running.add("one");
        Refused busy = assertThrows(Refused.class, () -> world.begin("two", FILL));
        assertEquals("execution one is at work (fill): wait for its end, or stop it", busy.getMessage());
        world.running.clear();

        world.execute("two", FILL);

        Refused late = assertThrows(Refused.class, () -> world.invoke(World.step("proceed", "one")));
        assertTrue(late.toString().contains("execution one is not at work any more"), late::toString);
    }

    @Test
    void theRateOfTheRefillIsKept() throws IOException {
        putItems(3000);
        long from = world.ticker.nanoTime();

        world.execute("one", FILL);

        // Here one segment works after the other, each with its third of 300 a second.
        double seconds = (world.ticker.nanoTime() - from) / 1e9;
        assertTrue(seconds >= 3000 / 100.0, "took " + seconds);
    }

    @Test
    void theStatusTellsHowFarItIs() throws IOException {
        assertEquals(
                "none", world.invoke(World.step("status", "")).path("state").asText());
        putItems(900);
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));
        world.work("one", 0);

        JsonNode status = world.invoke(World.step("status", ""));

        assertEquals("FILL", status.path("phase").asText(), status.toString());
        assertEquals(900, status.path("itemsInTable").asInt(), status.toString());
        int items = status.path("items").asInt();
        assertEquals(items, status.path("segments").path(0).path("items").asInt(), status.toString());
        assertTrue(items > 200 && items < 400, status.toString());
        long left = status.path("secondsLeft").asLong();
        // A hundred a second, as only one segment works at a time.
        assertTrue(left >= 4 && left <= 8, status.toString());
    }

    private void live() {
        world.cluster.create("things-000001", "things");
    }

    private void putItems(int items) {
        for (int i = 0; i < items; i++) {
            world.put("item" + i, "text " + i);
        }
    }

    private Map<String, String> aliases() {
        return world.cluster.aliases();
    }
}
