package tablemirror.refill;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.DynamoDbJson;
import tablemirror.change.Key;
import tablemirror.change.Message;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.TableSettings;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;

/**
 * Sends what was found through the queue, as re-reads in the items' groups: the indexer brings live index and standby to
 * what the table holds then. Where that would delete more than a tenth of a segment's documents, nothing of the segment is
 * deleted unless it was allowed: more likely the table is the wrong one, or empty by mistake.
 */
sealed interface Mending {
    /** Mends what was found in the segment, or nothing. Killed in the middle, it may be done again. */
    void mend(Segment segment, Deadline deadline) throws IOException;

    /** Only tells. */
    record Nothing() implements Mending {
        @Override
        public void mend(Segment segment, Deadline deadline) {}
    }

    record ThroughTheQueue(TableSettings table, Sender queue, boolean allowDeletes, InstantSource clock)
            implements Mending {
        private static final int MOST_DELETED_OF = 10;

        /**
         * As new as whatever is stored, which a conflict tells if it is of the last minute. With the stored version one of the
         * future would wait in the queue, and keep the item's changes there.
         */
        private static final Version ANY = new Version(0);

        @Override
        public void mend(Segment segment, Deadline deadline) throws IOException {
            long deletes = segment.count(Segment.Count.EXTRA);
            boolean tooMany = !allowDeletes && deletes * MOST_DELETED_OF > segment.count(Segment.Count.DOCUMENTS);
            List<Finding> mended = segment.findings().stream()
                    .filter(finding -> !tooMany || finding.difference() != Difference.EXTRA)
                    .toList();
            Map<Integer, String> failed =
                    queue.send(mended.stream().map(this::message).toList(), deadline);
            if (!failed.isEmpty()) {
                throw new IOException("%d of %d re-reads not sent, one of the reasons: %s"
                        .formatted(
                                failed.size(),
                                mended.size(),
                                failed.values().iterator().next()));
            }
            segment.add(Segment.Count.REPAIRED, mended.size());
            segment.add(Segment.Count.DELETES_REFUSED, tooMany ? deletes : 0);
        }

        private Outgoing message(Finding finding) {
            Key key = table.keys().key(DynamoDbJson.attributes(finding.key()));
            Instant now = clock.instant();
            Change change = new Change(table.name(), key, ANY, new Effect.Reread(), new Origin("repair", "0", now));
            return new Outgoing(key.messageGroup(), "repair-" + UUID.randomUUID(), Message.body(change));
        }
    }
}
