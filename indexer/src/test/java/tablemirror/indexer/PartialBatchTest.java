package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tablemirror.queue.Received;

class PartialBatchTest {
    private static final List<Received> BATCH =
            List.of(message("a1"), message("b1"), message("a2"), message("c1"), message("b2"), message("a3"));

    @Test
    void aFailedMessageHoldsBackTheLaterOnesOfItsGroupOnly() {
        assertEquals(List.of(message("a2"), message("a3")), PartialBatch.failures(BATCH, List.of(message("a2"))));
    }

    @Test
    void everyGroupIsHeldBackFromItsOwnFirstFailure() {
        assertEquals(
                List.of(message("b1"), message("b2"), message("a3")),
                PartialBatch.failures(BATCH, List.of(message("a3"), message("b1"))));
    }

    @Test
    void withoutAFailureNothingComesAgain() {
        assertEquals(List.of(), PartialBatch.failures(BATCH, List.of()));
    }

    private static Received message(String name) {
        return new Received(name, "handle", name.substring(0, 1), "", 1, Instant.EPOCH, Map.of());
    }
}
