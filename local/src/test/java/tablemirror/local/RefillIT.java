package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The refill's state machine as it is defined, its packaged function and real servers. Each invocation has only a few
 * seconds, so that everything is done in many of them, one going on where the other stopped. How many items there are is
 * {@code -Drefill.items}, and without it few enough for every build.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefillIT {
    private static final int ITEMS = Integer.getInteger("refill.items", 2000);
    private static final int SPOILT = 10;
    /** Eight seconds of it are kept for notes and answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(11);
    /** At this rate a look at all items takes three invocations of each segment. */
    private static final int RATE = ITEMS / 9;

    private static final String BODY =
            "{\"settings\":{\"number_of_replicas\":0},\"mappings\":{\"properties\":{\"id\":{\"type\":\"keyword\"}}}}";

    private RefillMirror refill;

    @BeforeAll
    void start() throws InterruptedException {
        refill = RefillMirror.start(RATE, TIMEOUT);
        // As in a deployment that never had an index.
        refill.delete("things-000001");
        Load.putAll(refill.mirror(), "item", ITEMS);
    }

    @AfterAll
    void stop() {
        refill.close();
    }

    @Test
    @Order(1)
    void whatIsNotUnderstoodFailsTheExecutionAtOnce() throws InterruptedException {
        String failure = refill.failure("{\"mode\":\"fil\"}");

        assertTrue(failure.contains("with a mode of [fill, verify, repair, rollback, finish]"), failure);
    }

    @Test
    @Order(2)
    void theFirstIndexIsMadeOfAllItemsWhileTheirChangesWait() throws InterruptedException {
        String body = refill.keep("index.json", BODY);

        JsonNode report = refill.execute("{\"mode\":\"fill\",\"indexAt\":\"%s\"}".formatted(body));

        assertTrue(refill.invocationsAtWork() >= 6, refill.invocationsAtWork() + " invocations");
        assertEquals(ITEMS, report.path("items").asInt(), report.toString());
        assertEquals(0, report.path("differences").asInt(), report.toString());
        assertEquals(Set.of("things-000001"), refill.indicesBehind("things"));
        assertEquals(
                "keyword",
                Http.get(refill.at("things", "_mapping"))
                        .at("/things-000001/mappings/properties/id/type")
                        .asText());
        refill.mirror().awaitQuiet();
        refill.assertEqualToTable("things");
    }

    @Test
    @Order(3)
    void verifyFindsWhatWasSpoiltAndAccusesNothingThatIsChanging() throws InterruptedException {
        refill.spoil("item", SPOILT);
        JsonNode report;
        try (Load load = Load.start(refill.mirror(), "live")) {
            load.awaitMore(200);
            report = refill.execute("{\"mode\":\"verify\"}");
        }

        assertEquals(SPOILT, report.path("missing").asInt(), report.toString());
        assertEquals(SPOILT, report.path("stale").asInt(), report.toString());
        assertEquals(SPOILT, report.path("extra").asInt(), report.toString());
        assertEquals(0, report.path("lagging").asInt(), report.toString());
        assertEquals(0, report.path("foreign").asInt(), report.toString());
    }

    @Test
    @Order(4)
    void repairMendsExactlyThat() throws InterruptedException {
        JsonNode report = refill.execute("{\"mode\":\"repair\"}");

        assertEquals(3 * SPOILT, report.path("repaired").asInt(), report.toString());
        refill.mirror().awaitQuiet();
        refill.assertEqualToTable("things");
    }
}
