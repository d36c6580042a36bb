package tablemirror.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.function.Deadline;

/** A table in memory that can put keys off, break, and answer what nobody asked. For one thread. */
public final class FakeTable implements BatchGet, TableScan {
    public final Map<Key, Item> items = new LinkedHashMap<>();
    /** The keys of every call. */
    public final List<List<Key>> calls = new ArrayList<>();

    public Optional<Instant> date = Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
    /** So many keys of a call are processed; the rest is put off. */
    public int processed = Integer.MAX_VALUE;
    /** While above zero, a call fails and takes one off. */
    public int failures;
    /** A question with one of these keys is refused. */
    public final Set<Key> refused = new HashSet<>();
    /** Answered beside what was asked for. */
    public final List<Item> foreignItems = new ArrayList<>();

    public final List<Map<String, Value>> foreignUnprocessed = new ArrayList<>();
    /** Runs when a call has its answer and has not given it yet. */
    public Runnable answered = () -> {};

    private final KeySchema schema;

    public FakeTable(KeySchema schema) {
        this.schema = schema;
    }

    public void put(Item item) {
        items.put(schema.key(item), item);
    }

    @Override
    public Answer get(List<Key> keys, Deadline deadline) {
        calls.add(List.copyOf(keys));
        if (failures > 0) {
            failures--;
            throw new TableUnavailable("Fake", new IllegalStateException("broken"));
        }
        if (keys.stream().anyMatch(refused::contains)) {
            throw new KeysRefused("Fake", new IllegalStateException("no such key"));
        }
        List<Item> found = new ArrayList<>(foreignItems);
        List<Map<String, Value>> putOff = new ArrayList<>(foreignUnprocessed);
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            Item item = items.get(key);
            if (i >= processed) {
                putOff.add(key.attributes());
            } else if (item != null) {
                found.add(item);
            }
        }
        Answer answer = new Answer(found, putOff, date);
        answered.run();
        return answer;
    }

    /** Items of a part are those whose key's hash falls to it, in the order of their ids. */
    @Override
    public Page scan(Part part, Optional<Map<String, Value>> after, int most, Deadline deadline) {
        if (failures > 0) {
            failures--;
            throw new TableUnavailable("Fake", new IllegalStateException("broken"));
        }
        String from = after.map(key -> schema.key(key).documentId()).orElse("");
        List<Key> keys = items.keySet().stream()
                .filter(key -> Math.floorMod(key.hashCode(), part.segments()) == part.segment())
                .filter(key -> key.documentId().compareTo(from) > 0)
                .sorted(Comparator.comparing(Key::documentId))
                .limit(most)
                .toList();
        List<Item> page = keys.stream().map(items::get).toList();
        // As DynamoDB does it: a page that is full has a next one, even when that is empty.
        Optional<Map<String, Value>> next = keys.size() < most
                ? Optional.empty()
                : Optional.of(keys.getLast().attributes());
        return new Page(page, next, date.orElseThrow());
    }

    @Override
    public Description describe(Deadline deadline) {
        Map<String, KeyType> types = new HashMap<>();
        schema.names().forEach(name -> types.put(name, KeyType.S));
        return new Description(types, items.size());
    }
}
