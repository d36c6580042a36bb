package tablemirror.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;

/** What is read, what is absent, and what nobody knows. */
class TableReaderTest {
    private static final KeySchema SCHEMA = new KeySchema("pk", null);
    private static final Instant DATE = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeTable table = new FakeTable(SCHEMA);
    private final TableReader reader = new TableReader(table, SCHEMA, new SplittableRandom(1));
    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), new HandTicker());

    @Test
    void tellsPresentFromAbsentAndDatesBoth() {
        table.put(item("a"));

        Map<Key, Read<Item>> reads = read("a", "b");

        assertEquals(
                Map.of(key("a"), new Read.Present<>(item("a"), DATE), key("b"), new Read.Absent<Item>(DATE)), reads);
    }

    @Test
    void nothingToReadAsksNothing() {
        assertEquals(Map.of(), read());
        assertEquals(List.of(), table.calls);
    }

    @Test
    void equalKeysAreAskedForOnceAndPagesAreOfAHundred() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            keys.add(key("k" + i));
            keys.add(key("k" + i));
        }

        Map<Key, Read<Item>> reads = reader.read(keys, item -> item, deadline);

        assertEquals(201, reads.size());
        assertEquals(List.of(100, 100, 1), table.calls.stream().map(List::size).toList());
    }

    @Test
    void keysEqualAsNumbersAreOneKeyWhateverTheirDigits() {
        Key one = SCHEMA.key(Map.of("pk", new Value.N("1.0")));
        table.put(new Item(Map.of("pk", new Value.N("1"))));

        Map<Key, Read<Item>> reads =
                reader.read(List.of(one, SCHEMA.key(Map.of("pk", new Value.N("1")))), item -> item, deadline);

        assertEquals(1, reads.size());
        assertInstanceOf(Read.Present.class, reads.get(one));
    }

    @Test
    void pageIsTurnedBeforeTheNextIsAsked() {
        IntStream.range(0, 150).forEach(i -> table.put(item("k" + i)));
        List<Integer> callsWhenTurned = new ArrayList<>();

        reader.read(
                IntStream.range(0, 150).mapToObj(i -> key("k" + i)).toList(),
                item -> callsWhenTurned.add(table.calls.size()),
                deadline);

        assertEquals(IntStream.range(0, 150).mapToObj(i -> i < 100 ? 1 : 2).toList(), callsWhenTurned);
    }

    @Test
    void whatIsPutOffIsAskedForAgain() {
        table.put(item("a"));
        table.put(item("c"));
        table.processed = 1;

        Map<Key, Read<Item>> reads = read("a", "b", "c");

        assertEquals(
                Map.of(
                        key("a"), new Read.Present<>(item("a"), DATE),
                        key("b"), new Read.Absent<Item>(DATE),
                        key("c"), new Read.Present<>(item("c"), DATE)),
                reads);
        assertEquals(List.of(3, 2, 1), table.calls.stream().map(List::size).toList());
    }

    @Test
    void whatStaysPutOffIsUnavailableAndNeverAbsent() {
        table.processed = 0;

        Map<Key, Read<Item>> reads = read("a", "b");

        for (Read<Item> read : reads.values()) {
            assertTrue(
                    assertInstanceOf(Read.Unavailable.class, read).cause().startsWith("left unprocessed by DynamoDB "),
                    read::toString);
        }
        assertEquals(2, reads.size());
        assertTrue(table.calls.size() > 5);
    }

    @Test
    void errorIsUnavailableForItsPageOnly() {
        table.failures = 1;
        List<Key> keys = IntStream.range(0, 101).mapToObj(i -> key("k" + i)).toList();

        Map<Key, Read<Item>> reads = reader.read(keys, item -> item, deadline);

        assertEquals(new Read.Unavailable<Item>("table Fake cannot be read: broken"), reads.get(key("k99")));
        assertEquals(new Read.Absent<Item>(DATE), reads.get(key("k100")));
    }

    @Test
    void errorAfterAPartialAnswerKeepsWhatWasAnswered() {
        table.put(item("a"));
        Map<Key, Read<Item>> reads = new TableReader(
                        (keys, until) -> {
                            if (keys.size() == 1) {
                                throw new TableUnavailable("Fake", new IllegalStateException("broken"));
                            }
                            table.processed = 1;
                            return table.get(keys, until);
                        },
                        SCHEMA,
                        new SplittableRandom(1))
                .read(List.of(key("a"), key("b")), item -> item, deadline);

        assertEquals(
                Map.of(
                        key("a"), new Read.Present<>(item("a"), DATE),
                        key("b"), new Read.Unavailable<Item>("table Fake cannot be read: broken")),
                reads);
    }

    @Test
    void answerToNoQuestionFailsTheWholePage() {
        table.put(item("a"));
        List<Runnable> faults = List.of(
                () -> table.foreignItems.add(item("z")),
                () -> table.foreignItems.add(item("a")),
                () -> table.foreignItems.add(new Item(Map.of("other", new Value.S("a")))),
                () -> table.foreignUnprocessed.add(key("z").attributes()),
                () -> table.foreignUnprocessed.add(key("a").attributes()),
                () -> table.foreignUnprocessed.add(Map.of("other", new Value.S("a"))));
        for (Runnable fault : faults) {
            table.foreignItems.clear();
            table.foreignUnprocessed.clear();
            fault.run();

            Map<Key, Read<Item>> reads = read("a", "b");

            assertEquals(2, reads.size());
            for (Read<Item> read : reads.values()) {
                assertTrue(
                        assertInstanceOf(Read.Unavailable.class, read)
                                .cause()
                                .startsWith("ANSWER WITHOUT A QUESTION: "),
                        read::toString);
            }
        }
    }

    @Test
    void answerWithoutADateIsUnavailable() {
        table.put(item("a"));
        table.date = Optional.empty();

        Map<Key, Read<Item>> reads = read("a", "b");

        assertEquals(2, reads.size());
        reads.values().forEach(read -> assertInstanceOf(Read.Unavailable.class, read));
    }

    @Test
    void nothingIsAskedAfterTheDeadline() {
        Map<Key, Read<Item>> reads =
                reader.read(List.of(key("a")), item -> item, Deadline.in(Duration.ZERO, new HandTicker()));

        assertEquals(Map.of(key("a"), new Read.Unavailable<Item>("not read, the deadline has passed")), reads);
        assertEquals(List.of(), table.calls);
    }

    private Map<Key, Read<Item>> read(String... keys) {
        return new HashMap<>(
                reader.read(Arrays.stream(keys).map(TableReaderTest::key).toList(), item -> item, deadline));
    }

    private static Item item(String key) {
        return new Item(Map.of("pk", new Value.S(key), "price", new Value.N("2.50")));
    }

    private static Key key(String key) {
        return SCHEMA.key(Map.of("pk", new Value.S(key)));
    }
}
