package tablemirror.refill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.index.Request;

/** A step whose answer was lost, or that died before it had one, is asked for again: it must not pass over anything. */
class LostAnswerTest {
    private static final String FILL = "{\"mode\": \"fill\"}";
    private static final int ITEMS = 50;

    private final World world = new World();

    @Test
    void theFirstIndexIsNotPutLiveEmpty() throws IOException {
        putItems();
        world.losesAnswers = true;
        world.cluster.afterBulk =
                () -> assertEquals(Map.of("things-standby", "things-000001"), world.cluster.aliases());

        JsonNode report = world.execute("one", FILL);

        assertEquals(world.expected(), world.documents("things-000001"));
        assertEquals(ITEMS, report.path("items").asInt(), report.toString());
    }

    @Test
    void theNewIndexIsNotPutLiveWithoutHavingBeenCompared() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        world.losesAnswers = true;
        world.cluster.made = (name, index) -> index.itemError =
                id -> id.endsWith("7") ? Optional.of("mapper_parsing_exception: failed to parse") : Optional.empty();
        world.meanwhile = world::index;

        assertThrows(Refused.class, () -> world.execute("one", FILL));

        assertEquals("things-000001", world.cluster.aliases().get(World.ALIAS));
    }

    @Test
    void theIndexersAreWaitedForAllTheSame() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        world.begin("one", FILL);

        JsonNode lost = world.invoke(World.step("proceed", "one"));
        JsonNode again = world.invoke(World.step("proceed", "one"));

        assertEquals("wait", lost.path("next").asText());
        assertEquals("wait", again.path("next").asText());
        assertEquals(lost.path("waitSeconds"), again.path("waitSeconds"));
    }

    @Test
    void howLongTheIndexRemembersDeletesIsAsItWasInTheEnd() throws IOException {
        putItems();
        failOnce(request -> gcDeletesAreSet());
        world.begin("one", FILL);
        assertThrows(IllegalStateException.class, () -> world.invoke(World.step("proceed", "one")));

        world.execute("one", FILL);

        assertEquals(Optional.empty(), world.cluster.gcDeletes("things-000001"));
    }

    private boolean gcDeletesAreSet() {
        return world.cluster.gcDeletes("things-000001").isPresent();
    }

    /** The request that deleted what was left behind may still be under way, and would take the new one along. */
    @Test
    void aNameIsNotGivenTwice() throws IOException {
        putItems();
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));
        world.begin("two", FILL);
        failOnce(request -> isNoteOfTheRun(request) && !world.cluster.aliases().containsKey("things-standby"));
        assertThrows(IllegalStateException.class, () -> world.invoke(World.step("proceed", "two")));

        world.execute("three", FILL);

        assertEquals(Map.of(World.ALIAS, "things-000002"), world.cluster.aliases());
    }

    /** Else live index and standby would be one, and no change could be written to both. */
    @Test
    void aCreationThatIsFinishedLateGivesTheLiveIndexNoSecondAlias() throws IOException {
        putItems();
        List<Request> before = new ArrayList<>();
        world.cluster.instead = request -> {
            if (!world.cluster.aliases().containsKey(World.ALIAS)) {
                before.add(request);
            }
            return Optional.empty();
        };
        world.execute("one", FILL);
        world.cluster.instead = request -> Optional.empty();

        for (Request late : before) {
            world.cluster.send(late, Deadline.in(Duration.ofMinutes(1), world.ticker));
        }

        assertEquals(Map.of("things", "things-000001"), world.cluster.aliases());
    }

    @Test
    void aFirstIndexThatIsLiveIsNotFilledAnyMore() throws IOException {
        putItems();
        failOnce(request -> world.cluster.aliases().containsKey(World.ALIAS) && isNoteOfTheRun(request));

        world.begin("one", FILL);
        boolean[] died = {false};
        JsonNode answer = world.invoke(World.step("proceed", "one"));
        while (!answer.path("next").asText().equals("end")) {
            for (JsonNode segment : answer.path("segments")) {
                world.work("one", segment.asInt());
            }
            try {
                answer = world.invoke(World.step("proceed", "one"));
            } catch (IllegalStateException e) {
                died[0] = true;
            }
        }

        assertTrue(died[0]);
        assertEquals(world.expected(), world.documents("things-000001"));
    }

    /** Its retry is quicker than a step, sees the work before it done, and has the next begun and ended meanwhile. */
    @Test
    void aStepThatIsSlowerThanItsRetryLeavesNothingUncompared() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        world.cluster.made = (name, index) -> index.itemError =
                id -> id.endsWith("7") ? Optional.of("mapper_parsing_exception: failed to parse") : Optional.empty();
        world.meanwhile = world::index;
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));
        world.ticker.sleep(Duration.ofHours(1));
        workOn(world.invoke(World.step("proceed", "one")));
        world.cluster.instead = request -> {
            if (isNoteOfTheRun(request)) {
                world.cluster.instead = other -> Optional.empty();
                meanwhile(() -> workOn(world.invoke(World.step("proceed", "one"))));
            }
            return Optional.empty();
        };

        assertThrows(IOException.class, () -> world.invoke(World.step("proceed", "one")));
        Refused refused = assertThrows(Refused.class, this::workToTheEnd);

        assertTrue(String.valueOf(refused.getMessage()).contains("5 missing"), refused.getMessage());
        assertEquals("things-000001", world.cluster.aliases().get(World.ALIAS));
    }

    /** A person stopped its execution while it was about to put the new index live. */
    @Test
    void whoIsSlowerThanTheNextFillPutsNothingLiveAndLosesNothing() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        world.index();
        world.meanwhile = world::index;
        world.cluster.instead = request -> {
            boolean swaps =
                    request.path().equals("/_aliases") && request.toString().startsWith("POST");
            if (swaps) {
                world.cluster.instead = other -> Optional.empty();
                meanwhile(() -> {
                    world.running.clear();
                    world.begin("two", FILL);
                    world.invoke(World.step("proceed", "two"));
                });
            }
            return Optional.empty();
        };

        assertThrows(IOException.class, () -> world.execute("one", FILL));

        assertEquals(Map.of("things", "things-000001", "things-standby", "things-000003"), world.cluster.aliases());
    }

    /** Nobody has noted it, and then its execution is stopped. */
    @Test
    void afterASwapWhoseAnswerWasLostTheWayBackAndForthIsOpen() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        boolean[] swapped = {false};
        world.cluster.instead = request -> {
            if (swapped[0]) {
                throw new IllegalStateException("killed");
            }
            swapped[0] = request.toString().startsWith("POST /_aliases");
            return Optional.empty();
        };
        assertThrows(IllegalStateException.class, () -> world.execute("one", FILL));
        world.cluster.instead = request -> Optional.empty();
        assertEquals("things-000002", world.cluster.aliases().get(World.ALIAS));

        world.execute("two", "{\"mode\": \"rollback\"}");
        assertEquals("things-000001", world.cluster.aliases().get(World.ALIAS));
        world.execute("three", "{\"mode\": \"rollback\"}");

        assertEquals("things-000002", world.cluster.aliases().get(World.ALIAS));
    }

    @Test
    void whyItFailedIsToldAgain() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        world.begin("one", FILL);
        ObjectNode abandon = World.step("abandon", "one");
        abandon.putObject("failure").put("Error", "States.TaskFailed").put("Cause", "the rate is too low");

        JsonNode lost = world.invoke(abandon.deepCopy());
        abandon.putObject("failure").put("Error", "States.TaskFailed").put("Cause", "something else");

        assertEquals(lost.path("Cause"), world.invoke(abandon).path("Cause"));
    }

    @Test
    void whatWasRefusedIsRefusedAgain() throws IOException {
        for (int i = 0; i < 200; i++) {
            world.put("item" + i, "text " + i);
        }
        world.cluster.made =
                (name, index) -> index.itemError = id -> Optional.of("mapper_parsing_exception: failed to parse");
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));

        Refused lost = assertThrows(Refused.class, () -> world.work("one", 0));
        Refused again = assertThrows(Refused.class, () -> world.work("one", 0));

        assertEquals(lost.getMessage(), again.getMessage());
    }

    /** Its execution was stopped, and it does not know. */
    @Test
    void aWorkerOfAnOlderExecutionGetsNoFurtherThanItsNextNote() throws IOException {
        putItems();
        world.begin("one", FILL);
        world.invoke(World.step("proceed", "one"));
        world.work("one", 0);
        world.begin("two", FILL);
        world.invoke(World.step("proceed", "two"));
        world.work("two", 0);
        world.cluster.instead = request -> {
            if (request.path().endsWith("_bulk")) {
                world.cluster.instead = other -> Optional.empty();
                meanwhile(() -> world.begin("three", FILL));
            }
            return Optional.empty();
        };

        assertThrows(
                IOException.class, () -> world.invoke(World.step("work", "two").put("segment", 1)));
    }

    @Test
    void anAliasThatSomebodyMadeMeanwhileIsNotShared() throws IOException {
        putItems();
        world.begin("one", FILL);
        workOn(world.invoke(World.step("proceed", "one")));
        world.cluster.create("own", World.ALIAS);

        assertThrows(Refused.class, () -> world.invoke(World.step("proceed", "one")));

        assertEquals("own", world.cluster.aliases().get(World.ALIAS));
    }

    @Test
    void aFinishThatDiesInTheMiddleIsFinishedAllTheSame() throws IOException {
        world.cluster.create("things-000001", World.ALIAS);
        putItems();
        world.index();
        world.meanwhile = world::index;
        world.execute("one", FILL);
        world.begin("two", "{\"mode\": \"finish\", \"deleteIndex\": true}");
        failOnce(request ->
                request.toString().startsWith("DELETE") && request.path().endsWith("000001"));
        assertThrows(IllegalStateException.class, () -> world.invoke(World.step("proceed", "two")));

        JsonNode answer = world.invoke(World.step("proceed", "two"));

        assertEquals("things-000001", answer.at("/report/index").asText(), answer.toString());
        assertEquals(Map.of("things", "things-000002"), world.cluster.aliases());
        assertThrows(AssertionError.class, () -> world.cluster.index("things-000001"));
    }

    private static boolean isNoteOfTheRun(Request request) {
        return request.toString().startsWith("PUT") && request.path().endsWith("/run");
    }

    private interface Doing {
        void it() throws IOException;
    }

    private static void meanwhile(Doing doing) {
        try {
            doing.it();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void workOn(JsonNode answer) throws IOException {
        for (JsonNode segment : answer.path("segments")) {
            world.work("one", segment.asInt());
        }
    }

    private void workToTheEnd() throws IOException {
        while (true) {
            workOn(world.invoke(World.step("proceed", "one")));
        }
    }

    private interface Which {
        boolean is(Request request);
    }

    private void failOnce(Which which) {
        boolean[] failed = {false};
        world.cluster.instead = request -> {
            if (!failed[0] && which.is(request)) {
                failed[0] = true;
                throw new IllegalStateException("killed");
            }
            return Optional.empty();
        };
    }

    private void putItems() {
        for (int i = 0; i < ITEMS; i++) {
            world.put("item" + i, "text " + i);
        }
    }
}
