package tablemirror.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.function.Deadline;
import tablemirror.table.BatchGet;
import tablemirror.table.FakeTable;
import tablemirror.table.TableScan;
import tablemirror.table.TableUnavailable;

/** The table, which is the truth: whatever is done to it goes into its stream at the same moment. */
final class SimulatedTable implements BatchGet, TableScan {
    static final String NAME = "Things";
    static final KeySchema SCHEMA = new KeySchema("id", null);
    /** Every item has it, so no time of indexing is added and a document is its item and nothing else. */
    static final String TIMESTAMP_FIELD = "n";

    private final FakeTable table = new FakeTable(SCHEMA);
    private final Surroundings around;
    private final SimulatedStream stream;
    private final Oracle oracle;
    private final FakeTable none = new FakeTable(SCHEMA);
    private boolean emptied;
    private int written;

    SimulatedTable(Surroundings around, SimulatedStream stream, Oracle oracle) {
        this.around = around;
        this.stream = stream;
        this.oracle = oracle;
    }

    void apply(Step step) {
        switch (step.kind()) {
            case PUT -> put(step.item(), false, Duration.ZERO);
            case PUT_BAD -> put(step.item(), true, Duration.ZERO);
            case PUT_EARLIER -> put(step.item(), false, Duration.ofSeconds(1));
            case DELETE -> delete(step.item());
        }
    }

    private void put(String id, boolean bad, Duration back) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        attributes.put("id", new Value.S(id));
        attributes.put(TIMESTAMP_FIELD, new Value.N(Integer.toString(++written)));
        if (bad) {
            attributes.put(SimulatedIndex.REFUSED, new Value.Bool(true));
        }
        Item item = new Item(attributes);
        boolean insert = !table.items.containsKey(SCHEMA.key(item));
        table.put(item);
        changed(id, insert ? "INSERT" : "MODIFY", item, back);
    }

    /** Where nothing is there is no change, and no record of one. */
    private void delete(String id) {
        if (table.items.remove(SCHEMA.key(Map.of("id", new Value.S(id)))) != null) {
            changed(id, "REMOVE", null, Duration.ZERO);
        }
    }

    private void changed(String id, String event, @Nullable Item item, Duration back) {
        Instant createdAt = around.awsTime().minus(back).truncatedTo(ChronoUnit.SECONDS);
        String sequenceNumber = stream.add(id, event, item, createdAt);
        oracle.changed(id, Optional.ofNullable(item), createdAt, sequenceNumber);
        around.trace("table: %s %s n=%d at %s, number %s", event, id, written, createdAt, sequenceNumber);
    }

    @Override
    public Answer get(List<Key> keys, Deadline deadline) {
        keys.forEach(key -> oracle.asked(List.of(key.documentId())));
        return get(keys, deadline, () -> keys.forEach(key -> oracle.read(key.documentId())));
    }

    /** The same for somebody who writes nothing of it into an index. */
    Answer look(List<Key> keys, Deadline deadline) {
        return get(keys, deadline, () -> {});
    }

    private Answer get(List<Key> keys, Deadline deadline, Runnable told) {
        ask("BatchGetItem", deadline);
        seen().processed =
                around.happens(Fault.TABLE_PUTS_OFF) ? around.choices().oneOf(keys.size()) : Integer.MAX_VALUE;
        Answer answer = seen().get(keys, deadline);
        around.trace("read of %s", keys);
        told.run();
        answer("BatchGetItem", deadline);
        return answer;
    }

    @Override
    public Page scan(Part part, Optional<Map<String, Value>> after, int most, Deadline deadline) {
        ask("Scan", deadline);
        // A megabyte is full before so many items are read.
        int read = around.happens(Fault.TABLE_PUTS_OFF)
                ? Math.min(most, 1 + around.choices().oneOf(3))
                : most;
        Page page = seen().scan(part, after, read, deadline);
        around.trace("scan of %s after %s: %s", part, after, page.items());
        page.items().forEach(item -> oracle.read(SCHEMA.key(item).documentId()));
        around.moments().come(Moment.SCAN);
        answer("Scan", deadline);
        return page;
    }

    @Override
    public Description describe(Deadline deadline) {
        ask("DescribeTable", deadline);
        return seen().describe(deadline);
    }

    private FakeTable seen() {
        return emptied ? none : table;
    }

    /** Its changes arrive so much later from now on. */
    void lag(Duration lag) {
        stream.lag(lag);
    }

    /** Whoever reads it finds it empty from now on, or not any more; of that nothing is in the stream. */
    void emptied(boolean now) {
        emptied = now;
    }

    private void ask(String call, Deadline deadline) {
        boolean arrived = around.wire().arrives(call, deadline);
        if (!arrived || around.happens(Fault.TABLE_AWAY)) {
            throw new TableUnavailable(NAME, new IllegalStateException("away"));
        }
        seen().date = Optional.of(around.awsTime().truncatedTo(ChronoUnit.SECONDS));
    }

    private void answer(String call, Deadline deadline) {
        if (!around.wire().returns(call, deadline)) {
            throw new TableUnavailable(NAME, new IllegalStateException("answer lost"));
        }
    }

    /** The items as they are now, by document id. */
    Map<String, Item> items() {
        Map<String, Item> items = new LinkedHashMap<>();
        table.items.forEach((key, item) -> items.put(key.documentId(), item));
        return items;
    }
}
