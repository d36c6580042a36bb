package tablemirror.replayer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer from the bucket of failed records.
 *
 * @param objects objects looked at
 * @param moved objects all of whose items were replayed, so that they bear another prefix now
 * @param unreadable objects that are no failed batches of this table: never touched
 * @param counts of items, each once an object
 * @param pausedSeconds how long live traffic kept the replay waiting
 * @param found the first objects that matched or cannot be read
 */
record BucketReport(
        String action,
        String from,
        boolean dryRun,
        int objects,
        int moved,
        int unreadable,
        @JsonUnwrapped Counts counts,
        long pausedSeconds,
        boolean done,
        String next,
        List<Found> found)
        implements Report {

    /**
     * One object.
     *
     * @param outcome what became of it
     * @param condition why it was given up, in Lambda's words
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Found(
            String object,
            String outcome,
            @Nullable String condition,
            @Nullable Span span,
            List<Sample> samples) {}

    /** When it was given up, when its changes were made, and how many records of how many items it holds. */
    record Span(String failedAt, String firstChangeAt, String lastChangeAt, int records, int items) {
        static Span of(FailedObject.Batch batch) {
            return new Span(
                    batch.since().toString(),
                    batch.firstAt().toString(),
                    batch.lastAt().toString(),
                    batch.records(),
                    batch.items().size());
        }
    }

    /** One item and, if it was only looked at, what would become of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(String documentId, @Nullable String verdict) {}
}
