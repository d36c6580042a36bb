package tablemirror.replayer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.replayer.BucketReport.Found;
import tablemirror.replayer.BucketReport.Sample;
import tablemirror.replayer.BucketReport.Span;

/** Objects of the bucket as a run meets them: all of them counted, and as many kept as a person reads. For one thread. */
final class FoundObjects {
    private static final int MAX_FOUND = 100;
    private static final int MAX_SAMPLES = 3;

    private final List<Met> met = new ArrayList<>();
    private int objects;
    private int moved;
    private int unreadable;

    private record Met(
            String object,
            String outcome,
            @Nullable String condition,
            @Nullable Span span,
            List<Key> samples) {}

    int objects() {
        return objects;
    }

    int moved() {
        return moved;
    }

    int unreadable() {
        return unreadable;
    }

    void countLooked() {
        objects++;
    }

    void unreadable(String object, String reason) {
        unreadable++;
        add(new Met(object, "unreadable: " + Letter.cut(reason, Verdicts.MAX_TEXT), null, null, List.of()));
    }

    /** A batch of which these items matched. */
    void matched(String object, FailedObject.Batch batch, List<Change> items, String outcome) {
        add(new Met(
                object,
                Letter.cut(outcome, Verdicts.MAX_TEXT),
                batch.condition(),
                Span.of(batch),
                items.stream().limit(MAX_SAMPLES).map(Change::key).toList()));
    }

    void countMoved() {
        moved++;
    }

    List<Key> samples() {
        return met.stream().flatMap(object -> object.samples.stream()).toList();
    }

    List<Found> found(Map<Key, String> verdicts) {
        return met.stream()
                .map(object -> new Found(
                        object.object,
                        object.outcome,
                        object.condition,
                        object.span,
                        object.samples.stream()
                                .map(key -> new Sample(Letter.cut(key.documentId(), Letter.MAX_ID), verdicts.get(key)))
                                .toList()))
                .toList();
    }

    private void add(Met object) {
        if (met.size() < MAX_FOUND) {
            met.add(object);
        }
    }
}
