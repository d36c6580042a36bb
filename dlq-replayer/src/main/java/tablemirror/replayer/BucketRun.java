package tablemirror.replayer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.bucket.Bucket.Stored;
import tablemirror.bucket.BucketUnavailable;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.function.Deadline;
import tablemirror.queue.QueueUnavailable;
import tablemirror.replayer.Request.Where;

/**
 * One run over the bucket of failed records, object by object: sends a re-read for each item that matches, and moves the
 * object away when that was all that is in it. For one thread.
 */
final class BucketRun {
    /** Where Lambda puts failed batches. */
    static final String PREFIX = "aws/lambda/";
    /** Before the whole key of an object that was replayed. */
    static final String REPLAYED = "replayed/";

    /** Lambda's payload has at most 6 MB; as a text inside JSON it grows. */
    private static final long MAX_BYTES = 64 << 20;

    private final Replayer replayer;
    private final Request request;
    /** Until then something may be begun. */
    private final Deadline deadline;
    /** Until then it may be brought to its end. */
    private final Deadline end;

    private final Rereads rereads;
    private final Progress progress;
    private final FoundObjects found = new FoundObjects();
    private boolean timeIsUp;

    BucketRun(Replayer replayer, Request request, String runId, Deadline deadline, Deadline end) {
        this.replayer = replayer;
        this.request = request;
        this.deadline = deadline;
        this.end = end;
        this.progress = new Progress(replayer.journal(), deadline.ticker());
        this.rereads = replayer.rereads(request, runId, progress::tellWhenDue, deadline);
    }

    Report run() {
        try {
            return report(lookAtAll() && !timeIsUp, Optional.empty());
        } catch (BucketUnavailable | QueueUnavailable e) {
            return report(false, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Report report(boolean all, Optional<String> stopped) {
        Map<Key, String> verdicts = request.onlyLooks() ? replayer.verdicts().of(found.samples(), end) : Map.of();
        return new BucketReport(
                JsonFields.written(request.action()),
                JsonFields.written(request.from()),
                request.dryRun(),
                found.objects(),
                found.moved(),
                found.unreadable(),
                progress.counts(),
                rereads.paused().toSeconds(),
                all,
                stopped.map(cause -> "stopped, nothing is lost, call again: " + cause)
                        .orElseGet(() -> Advice.ofBucket(request, progress.counts(), found, all, timeIsUp)),
                found.found(verdicts));
    }

    /** True when it has looked at every object. */
    private boolean lookAtAll() {
        String after = "";
        List<Stored> page = replayer.failedRecords().list(PREFIX, after, deadline);
        while (!page.isEmpty()) {
            for (Stored object : page) {
                timeIsUp = timeIsUp || deadline.hasPassed();
                if (timeIsUp || found.objects() >= request.limit()) {
                    return false;
                }
                found.countLooked();
                lookAt(object);
                progress.tellWhenDue();
            }
            after = page.getLast().key();
            page = replayer.failedRecords().list(PREFIX, after, deadline);
        }
        return true;
    }

    private void lookAt(Stored object) {
        switch (read(object)) {
            case FailedObject.Unreadable unreadable -> found.unreadable(object.key(), unreadable.reason());
            case FailedObject.Batch batch -> {
                progress.examined(batch.items().size());
                List<Change> wanted = wanted(batch);
                if (!wanted.isEmpty()) {
                    found.matched(object.key(), batch, wanted, treat(object, batch, wanted));
                }
            }
        }
    }

    private FailedObject read(Stored object) {
        if (object.bytes() > MAX_BYTES) {
            return new FailedObject.Unreadable(
                    "%d bytes, more than the %d of any failed batch".formatted(object.bytes(), MAX_BYTES));
        }
        try {
            return FailedObject.of(replayer.failedRecords().get(object.key(), deadline), replayer.events());
        } catch (BucketUnavailable e) {
            return new FailedObject.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private List<Change> wanted(FailedObject.Batch batch) {
        Where where = request.where();
        if (!where.takesReason(batch.condition(), batch.since())) {
            return List.of();
        }
        return batch.items().stream()
                .filter(change -> where.takesDocument(change.key().documentId()))
                .toList();
    }

    /** Does with an object what was asked, and says what became of it. */
    private String treat(Stored object, FailedObject.Batch batch, List<Change> wanted) {
        if (request.onlyLooks()) {
            progress.matched(new Fate.Shown(), wanted.size());
            return "looked at";
        }
        int atATime = rereads.atATime();
        int replayed = 0;
        for (int from = 0; from < wanted.size(); from += atATime) {
            replayed += send(wanted.subList(from, Math.min(from + atATime, wanted.size())));
        }
        if (replayed < wanted.size() || wanted.size() < batch.items().size()) {
            return "%d of %d items replayed; it stays for the others"
                    .formatted(replayed, batch.items().size());
        }
        return move(object);
    }

    /** Returns how many of these were sent. */
    private int send(List<Change> items) {
        timeIsUp = timeIsUp || !rereads.await(items.size(), deadline);
        if (timeIsUp) {
            progress.matched(new Fate.Left(), items.size());
            return 0;
        }
        Map<Integer, String> failed = rereads.send(items, deadline);
        failed.values().forEach(cause -> progress.matched(new Fate.Failed(cause), 1));
        progress.matched(new Fate.Replayed(), items.size() - failed.size());
        return items.size() - failed.size();
    }

    private String move(Stored object) {
        String to = REPLAYED + object.key();
        try {
            replayer.failedRecords().move(object.key(), to, end);
            found.countMoved();
            return "replayed, and moved to " + to;
        } catch (BucketUnavailable e) {
            return "replayed, but not moved, so that it will be replayed again: " + e.getMessage();
        }
    }
}
