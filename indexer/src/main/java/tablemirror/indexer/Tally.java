package tablemirror.indexer;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What one invocation did, counted once and told twice: in its log line and in the metrics. One thread at a time. */
final class Tally {
    /** The names under which metrics and the log line show the counts. */
    enum Count {
        MESSAGES("Messages"),
        INDEXED("DocumentsIndexed"),
        DELETED("DocumentsDeleted"),
        SUPERSEDED("Superseded"),
        CONFLICT_SETTLED("ConflictSettled"),
        REREAD("ItemsReread"),
        REJECTED("Rejected"),
        MALFORMED("Malformed"),
        REFUSED("Refused"),
        THROTTLED("Throttled"),
        UNAVAILABLE("Unavailable");

        private final String metric;

        Count(String metric) {
            this.metric = metric;
        }

        String metric() {
            return metric;
        }
    }

    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);

    void add(Count count, int number) {
        if (number > 0) {
            counts.merge(count, number, Integer::sum);
        }
    }

    /** Those above zero. */
    Map<Count, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    int of(Count count) {
        return counts.getOrDefault(count, 0);
    }
}
