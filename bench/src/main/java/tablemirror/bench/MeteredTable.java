package tablemirror.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tablemirror.bench.Counts.Kind;
import tablemirror.bench.Counts.Meter;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.function.Deadline;
import tablemirror.table.BatchGet;

/** A table that holds an item of this size under every key, and counts what reading it costs. Thread-safe. */
record MeteredTable(int documentBytes, Meter meter) implements BatchGet {
    private static final int UNIT_BYTES = 4 << 10;

    @Override
    public Answer get(List<Key> keys, Deadline deadline) {
        meter.add(Kind.READ_UNITS, keys.size() * (long) Math.ceilDiv(documentBytes, UNIT_BYTES));
        List<Item> items = keys.stream().map(this::item).toList();
        return new Answer(items, List.of(), Optional.of(Instant.now()));
    }

    private Item item(Key key) {
        String id = key.documentId();
        int dash = id.lastIndexOf('-');
        return new Item(Items.item(id.substring(0, dash), Integer.parseInt(id.substring(dash + 1)), documentBytes));
    }
}
