package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tablemirror.index.Outcome;

class RetryTest {
    private static final Duration RETENTION = Duration.ofDays(14);
    private static final int MAX_RECEIVE_COUNT = 1000;

    @Test
    void anOutageAsLongAsTheRetentionDoesNotUseUpTheReceives() {
        Random random = new Random(3);
        Duration hidden = Duration.ZERO;
        for (int receive = 1; receive <= MAX_RECEIVE_COUNT; receive++) {
            hidden = hidden.plus(Retry.after(new Outcome.Unavailable("away"), receive, random));
        }
        assertTrue(hidden.compareTo(RETENTION) > 0, "only " + hidden);
    }

    @Test
    void aBusyOpenSearchIsAskedAgainWithinAMinute() {
        Duration longest = Retry.after(new Outcome.Throttled("busy"), MAX_RECEIVE_COUNT, new Random(3));
        assertTrue(longest.compareTo(Duration.ofSeconds(60)) <= 0, "after " + longest);
    }
}
