package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.queue.Received;

class SuspectsTest {
    private final Suspects suspects = new Suspects();

    @Test
    void whatWasReceivedMoreThanFiveTimesIsOne() {
        assertFalse(suspects.isAny(List.of(message("a", 5))));
        assertTrue(suspects.isAny(List.of(message("a", 1), message("b", 6))));
    }

    @Test
    void tenThousandThatWereSurvivedAreRememberedAndTheOldestIsForgottenForOneMore() {
        suspects.survived(
                IntStream.range(0, 10_000).mapToObj(i -> message("m" + i, 6)).toList());
        assertFalse(suspects.isAny(List.of(message("m0", 7), message("m9999", 7))));

        suspects.survived(List.of(message("another", 6)));

        assertTrue(suspects.isAny(List.of(message("m0", 7))));
        assertFalse(suspects.isAny(List.of(message("m1", 7), message("another", 7))));
    }

    private static Received message(String id, int receives) {
        return new Received(id, id, id, "", receives, Instant.EPOCH, Map.of());
    }
}
