package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void itDoublesUpToTheCap() {
        RandomGenerator highest = () -> -1L;
        int[] wholes = {100, 200, 400, 800, 1600, 3200, 5000, 5000};
        for (int failed = 1; failed <= wholes.length; failed++) {
            assertEquals(Duration.ofMillis(wholes[failed - 1]), rounded(backoff.after(failed, highest)));
        }
        assertEquals(Duration.ofSeconds(5), rounded(backoff.after(Integer.MAX_VALUE, highest)));
    }

    @Test
    void theWaitLiesBetweenHalfAndWhole() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            long millis = backoff.after(2, random).toMillis();
            assertTrue(millis >= 100 && millis <= 200, () -> millis + " ms");
        }
    }

    @Test
    void aCapBelowTheFirstWaitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    private static Duration rounded(Duration wait) {
        return Duration.ofMillis((wait.toNanos() + 500_000) / 1_000_000);
    }
}
