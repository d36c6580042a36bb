package tablemirror.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;

/**
 * Reads items by key, strongly consistent, page by page: a page's items are turned into what the caller wants of them
 * before the next page is asked for, so that at most one page (16 MB) is in memory. Absent is said only of a key that was
 * asked for, answered, and not put off. Safe to share between threads if the port is.
 */
public final class TableReader {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    private final BatchGet table;
    private final KeySchema schema;
    private final RandomGenerator random;

    public TableReader(BatchGet table, KeySchema schema, RandomGenerator random) {
        this.table = table;
        this.schema = schema;
        this.random = random;
    }

    /**
     * One read for each key; keys that are equal are asked for once. What DynamoDB puts off is asked for again while the
     * deadline allows. Throws nothing but what {@code turn} throws.
     */
    public <T> Map<Key, Read<T>> read(Collection<Key> keys, Function<Item, T> turn, Deadline deadline) {
        List<Key> distinct = List.copyOf(new LinkedHashSet<>(keys));
        Map<Key, Read<T>> reads = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += BatchGet.MAX_KEYS) {
            List<Key> page = distinct.subList(from, Math.min(from + BatchGet.MAX_KEYS, distinct.size()));
            reads.putAll(readPage(page, turn, deadline));
        }
        return reads;
    }

    private <T> Map<Key, Read<T>> readPage(List<Key> page, Function<Item, T> turn, Deadline deadline) {
        Map<Key, Read<T>> reads = new HashMap<>();
        List<Key> open = page;
        for (int attempt = 1; !open.isEmpty(); attempt++) {
            if (deadline.hasPassed()) {
                return unavailable(reads, open, "not read, the deadline has passed");
            }
            try {
                open = ask(open, reads, turn, deadline);
            } catch (KeysRefused e) {
                reads.putAll(readApart(open, turn, deadline, e));
                return reads;
            } catch (TableUnavailable e) {
                return unavailable(reads, open, String.valueOf(e.getMessage()));
            } catch (ForeignAnswer e) {
                // Whatever this page's answers are, they are not to these questions.
                return unavailable(new HashMap<>(), page, String.valueOf(e.getMessage()));
            }
            Duration wait = BACKOFF.after(attempt, random);
            if (!open.isEmpty() && !deadline.allows(wait)) {
                return unavailable(
                        reads, open, "left unprocessed by DynamoDB %d times, no time for more".formatted(attempt));
            }
            if (!open.isEmpty()) {
                deadline.ticker().sleep(wait);
            }
        }
        return reads;
    }

    /** A key that is refused takes nobody along: the page is cut in two until that one stands alone. */
    private <T> Map<Key, Read<T>> readApart(
            List<Key> refused, Function<Item, T> turn, Deadline deadline, KeysRefused cause) {
        Map<Key, Read<T>> reads = new HashMap<>();
        if (refused.size() == 1) {
            return unavailable(reads, refused, String.valueOf(cause.getMessage()));
        }
        int half = refused.size() / 2;
        reads.putAll(readPage(refused.subList(0, half), turn, deadline));
        reads.putAll(readPage(refused.subList(half, refused.size()), turn, deadline));
        return reads;
    }

    /** Asks once, adds what was answered to the reads, and returns the keys that were put off. */
    private <T> List<Key> ask(List<Key> open, Map<Key, Read<T>> reads, Function<Item, T> turn, Deadline deadline) {
        BatchGet.Answer answer = table.get(open, deadline);
        Map<Key, Item> items = new HashMap<>();
        List<Key> putOff = new ArrayList<>();
        Set<Key> expected = new HashSet<>(open);
        for (Item item : answer.items()) {
            items.put(expect(expected, () -> schema.key(item)), item);
        }
        answer.unprocessed().forEach(key -> putOff.add(expect(expected, () -> schema.key(key))));
        if (answer.date().isEmpty()) {
            unavailable(
                    reads, open, "DynamoDB's answer has no Date that can be read, and no version is made without it");
            return List.of();
        }
        Instant date = answer.date().get();
        items.forEach((key, item) -> reads.put(key, new Read.Present<>(turn.apply(item), date)));
        expected.forEach(key -> reads.put(key, new Read.Absent<>(date)));
        return putOff;
    }

    /** The key of an answer, taken off the keys that are still expected. */
    private static Key expect(Set<Key> expected, KeyOfAnswer answer) {
        Key key;
        try {
            key = answer.key();
        } catch (IllegalArgumentException e) {
            throw new ForeignAnswer(String.valueOf(e.getMessage()));
        }
        if (!expected.remove(key)) {
            throw new ForeignAnswer("key " + key);
        }
        return key;
    }

    private static <T> Map<Key, Read<T>> unavailable(Map<Key, Read<T>> reads, List<Key> keys, String cause) {
        keys.forEach(key -> reads.put(key, new Read.Unavailable<>(cause)));
        return reads;
    }

    private interface KeyOfAnswer {
        Key key();
    }

    private static final class ForeignAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignAnswer(String what) {
            super("ANSWER WITHOUT A QUESTION: DynamoDB returned what was not asked for, or twice (%s); nothing of this"
                            .formatted(what)
                    + " page is believed. Check TableName, PartitionKey and SortKey");
        }
    }
}
