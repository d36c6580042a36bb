package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tablemirror.function.Ticker;

/** The rate is changed in the parameter store, and workers that are running keep to it. */
class LiveRateIT {
    private static final String PARAMETER = "/tablemirror/index-rate-per-second";
    private static final int ITEMS = 60;

    private int written;

    @Test
    void runningWorkersTakeAnotherRateAndGoBackWhenItIsNonsense() throws Exception {
        LocalOptions options = LocalOptions.defaults().withTable("Things").withPartitionKey("id:S");
        try (Mirror mirror = Mirror.start(options)) {
            index(mirror);
            awaitLog(
                    mirror,
                    "parameter %s is not there: the template's 1000 operations per second hold".formatted(PARAMETER));
            long full = index(mirror);

            ParametersApiTest.put(mirror.application().ssm(), PARAMETER, "2", false);
            awaitAll(mirror, "2 operations per second hold, from parameter " + PARAMETER);
            long slow = index(mirror);

            assertTrue(
                    slow > 3 * full,
                    "%d ms at 2 a second, %d ms at 1000".formatted(slow / 1_000_000, full / 1_000_000));
            ParametersApiTest.put(mirror.application().ssm(), PARAMETER, "fast", true);
            awaitAll(
                    mirror,
                    "is 'fast', must be a whole number in 1..100000: the template's 1000 operations per second hold");
            long again = index(mirror);
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

    /** Workers look the rate up when they have something to write, each by itself: until the last has done so. */
    private void awaitAll(Mirror mirror, String words) {
        awaitLog(mirror, words);
        for (int second = 0; second < 40; second++) {
            putOne(mirror);
        }
    }

    private void awaitLog(Mirror mirror, String words) {
        Mirror.await("\"%s\" in the indexer's log".formatted(words), () -> {
            putOne(mirror);
            try {
                return Files.readString(mirror.application().log("Indexer")).contains(words);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void putOne(Mirror mirror) {
        mirror.put("item" + written++, "name", text("x"));
        Ticker.SYSTEM.sleep(Duration.ofSeconds(1));
    }
}
