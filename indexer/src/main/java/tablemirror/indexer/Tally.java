package tablemirror.indexer;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What one invocation did, counted once and told twice: in its log line and in the metrics. One thread at a time. */
final class Tally {
    /** The names under which metrics and the log line show the counts. */
    enum Count {
        MESSAGES("Messages"),
        DRAINED("MessagesDrained"),
        INDEXED("DocumentsIndexed"),
        DELETED("DocumentsDeleted"),
        SUPERSEDED("Superseded"),
        CONFLICT_SETTLED("ConflictSettled"),
        REREAD("ItemsReread"),
        REJECTED("Rejected"),
        LETTERS_FAILED("LettersFailed"),
        MALFORMED("Malformed"),
        REFUSED("Refused"),
        THROTTLED("Throttled"),
        UNAVAILABLE("Unavailable"),
        BREAKER_OPEN("BreakerOpen"),
        STANDBY_FAILED("StandbyFailed"),
        BULK_DOCUMENTS("BulkDocuments");

        private final String metric;

        Count(String metric) {
            this.metric = metric;
        }

        String metric() {
            return metric;
        }
    }

    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private int answered;
    private Duration waited = Duration.ZERO;
    private Duration lag = Duration.ZERO;

    void add(Count count, int number) {
        if (number > 0) {
            counts.merge(count, number, Integer::sum);
        }
    }

    /** Adds items that OpenSearch dealt with, one way or the other. */
    void answered(int items) {
        answered += items;
    }

    int answered() {
        return answered;
    }

    /** Adds time spent waiting for the pace. */
    void waited(Duration time) {
        waited = waited.plus(time);
    }

    /** Takes the time from a change to its being applied, if it is the longest. */
    void lag(Duration time) {
        lag = time.compareTo(lag) > 0 ? time : lag;
    }

    /** The longest time from a change to its being applied; zero when nothing was. */
    Duration lag() {
        return lag;
    }

    Duration waited() {
        return waited;
    }

    /** Those above zero. */
    Map<Count, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    int of(Count count) {
        return counts.getOrDefault(count, 0);
    }
}
