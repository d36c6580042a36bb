package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tablemirror.queue.Received;

class PortionsTest {

    @Test
    void portionEndsBeforeItIsTooLarge() {
        assertEquals(List.of(List.of("a1", "b1"), List.of("c1")), cut(200, "a1", "b1", "c1"));
        assertEquals(List.of(List.of("a1"), List.of("b1"), List.of("c1")), cut(199, "a1", "b1", "c1"));
    }

    @Test
    void groupStaysTogetherInItsOrderHoweverLarge() {
        assertEquals(List.of(List.of("a1", "a2", "a3"), List.of("b1")), cut(200, "a1", "b1", "a2", "a3"));
    }

    @Test
    void noMessagesAreOneEmptyPortion() {
        assertEquals(List.of(List.of()), cut(200));
    }

    /** Messages of a hundred bytes; the first letter is the group. */
    private static List<List<String>> cut(int mostBytes, String... ids) {
        List<Received> messages = Stream.of(ids)
                .map(id -> new Received(id, id, id.substring(0, 1), "x".repeat(100), 1, Instant.EPOCH, Map.of()))
                .toList();
        return Portions.of(messages, mostBytes).stream()
                .map(portion -> portion.stream().map(Received::messageId).toList())
                .toList();
    }
}
