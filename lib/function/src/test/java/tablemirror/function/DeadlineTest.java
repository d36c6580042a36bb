package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final HandTicker ticker = new HandTicker();

    @Test
    void itRunsDownAndNeverBelowZero() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), ticker);
        ticker.sleep(Duration.ofSeconds(4));
        assertEquals(Duration.ofSeconds(6), deadline.remaining());
        ticker.sleep(Duration.ofSeconds(7));
        assertEquals(Duration.ZERO, deadline.remaining());
        assertTrue(deadline.hasPassed());
    }

    @Test
    void itAllowsWhatEndsBeforeIt() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), ticker).sooner(Duration.ofSeconds(2));
        assertTrue(deadline.allows(Duration.ofMillis(7999)));
        assertFalse(deadline.allows(Duration.ofSeconds(8)));
    }

    @Test
    void itCanBeBroughtForwardAndNotPutOff() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(10), ticker);
        assertEquals(
                Duration.ofSeconds(4), deadline.atMost(Duration.ofSeconds(4)).remaining());
        assertEquals(
                Duration.ofSeconds(10), deadline.atMost(Duration.ofSeconds(20)).remaining());
    }
}
