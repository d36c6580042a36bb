package tablemirror.bench;

import java.util.List;
import tablemirror.change.Key;
import tablemirror.function.Deadline;
import tablemirror.table.BatchGet;

/** The table of a measurement in which nothing may be read. */
enum NoTable implements BatchGet {
    INSTANCE;

    @Override
    public Answer get(List<Key> keys, Deadline deadline) {
        throw new IllegalStateException("%d items were read where none should be".formatted(keys.size()));
    }
}
