package tablemirror.bench;

import java.util.EnumMap;
import java.util.Map;

/** How much of what a stretch of work took, and how long its invocations were. Immutable. */
record Counts(Map<Kind, Long> all) {
    /** What is counted. */
    enum Kind {
        SQS_REQUESTS,
        EMPTY_RECEIVES,
        BULKS,
        OPERATIONS,
        OTHER_REQUESTS,
        READ_UNITS,
        PRODUCER_INVOCATIONS,
        PRODUCER_NANOS,
        INDEXER_INVOCATIONS,
        INDEXER_NANOS
    }

    Counts {
        all = Map.copyOf(all);
    }

    long of(Kind kind) {
        return all.getOrDefault(kind, 0L);
    }

    double per1000(Kind kind, long changes) {
        return of(kind) * 1000.0 / changes;
    }

    /** Counts while the work goes on. Thread-safe. */
    static final class Meter {
        private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

        synchronized void add(Kind kind, long number) {
            counts.merge(kind, number, Long::sum);
        }

        /** What came since the last taking. */
        synchronized Counts take() {
            Counts taken = new Counts(counts);
            counts.clear();
            return taken;
        }
    }
}
