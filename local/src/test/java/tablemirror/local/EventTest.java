package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final int EMPTY_BYTES = "{\"Records\":[]}".length();

    @Test
    void recordsStandInTheirOrder() {
        assertEquals(
                "{\"Records\":[1,2]}", new String(Event.of(List.of(bytes("1"), bytes("2"))), StandardCharsets.UTF_8));
    }

    @Test
    void batchHasAtMostItsSize() {
        assertEquals(
                List.of(List.of("a", "b"), List.of("c")), Event.batches(List.of("a", "b", "c"), 2, EventTest::bytes));
    }

    @Test
    void batchFillsAnEventAndNoMore() {
        byte[] half = new byte[(Event.MAXIMUM_BYTES - EMPTY_BYTES) / 2 - 1];
        byte[] more = new byte[half.length + 1];

        assertEquals(
                1, Event.batches(List.of(half, half), 10, Function.identity()).size());
        assertEquals(
                2, Event.batches(List.of(half, more), 10, Function.identity()).size());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
