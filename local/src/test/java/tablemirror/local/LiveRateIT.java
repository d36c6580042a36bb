package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tablemirror.function.Ticker;

/** The rate is changed in the parameter store, and workers that are running keep to it. */
class LiveRateIT {
    private static final String PARAMETER = "/tablemirror/index-rate-per-second";
    private static final int ITEMS = 20;
    /** As the indexer does, and a second. */
    private static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(31);

    private int written;

    @Test
    void runningWorkersTakeAnotherRateAndGoBackWhenItIsNonsense() throws Exception {
        LocalOptions options = LocalOptions.defaults().withTable("Things").withPartitionKey("id:S");
        try (Mirror mirror = Mirror.start(options)) {
            index(mirror);
            long full = index(mirror);
            assertLogged(
                    mirror,
                    "parameter %s is not there: the template's 1000 operations per second hold".formatted(PARAMETER));

            ParametersApiTest.put(mirror.application().ssm(), PARAMETER, "2", false);
            awaitLookUp();
            long slow = index(mirror);
            assertLogged(mirror, "2 operations per second hold, from parameter " + PARAMETER);

            assertTrue(
                    slow > 3 * full,
                    "%d ms at 2 a second, %d ms at 1000".formatted(slow / 1_000_000, full / 1_000_000));
            ParametersApiTest.put(mirror.application().ssm(), PARAMETER, "fast", true);
            awaitLookUp();
            long again = index(mirror);
            assertLogged(
                    mirror,
                    "is 'fast', must be a whole number in 1..100000: the template's 1000 operations per second hold");
            assertTrue(
                    slow > 3 * again,
                    "%d ms at 2 a second, %d ms at 1000".formatted(slow / 1_000_000, again / 1_000_000));
            assertEquals(0, mirror.waiting("DeadLetters"));
        }
    }

    /** How long it takes until so many items are indexed. */
    private long index(Mirror mirror) {
        mirror.awaitQuiet();
        long from = System.nanoTime();
        for (int i = 0; i < ITEMS; i++) {
            mirror.put("item" + written++, "name", text("x"));
        }
        int all = written;
        Mirror.await(all + " documents", () -> mirror.application().index().count() == all);
        return System.nanoTime() - from;
    }

    /** Workers look the rate up when they have something to write: after this the next thing they do is that. */
    private static void awaitLookUp() {
        Ticker.SYSTEM.sleep(LOOKED_UP_EVERY);
    }

    private static void assertLogged(Mirror mirror, String words) throws IOException {
        String log = Files.readString(mirror.application().log("Indexer"));
        assertTrue(log.contains(words), "not in the indexer's log: " + words);
    }
}
