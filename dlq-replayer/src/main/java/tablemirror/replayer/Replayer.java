package tablemirror.replayer;

import java.time.Duration;
import java.time.InstantSource;
import tablemirror.bucket.Bucket;
import tablemirror.change.MessageReader;
import tablemirror.change.StreamEventReader;
import tablemirror.function.Deadline;
import tablemirror.queue.Queue;
import tablemirror.queue.Sender;

/**
 * Shows what came to nothing, and brings it back: one re-read an item, however many of its changes died.
 *
 * <p>Promise: a letter is deleted, and an object moved, only after its re-reads are confirmed sent. Killed at any point
 * nothing is lost; a second run sends at worst some re-reads again. What it only looked at is visible again at its end.
 *
 * @param changes the queue that the indexer reads, and the sender into it
 * @param ratePerSecond re-reads a second where a request names no number
 */
record Replayer(
        Queue deadLetters,
        Bucket failedRecords,
        Queue changes,
        Sender sender,
        MessageReader messages,
        StreamEventReader events,
        Verdicts verdicts,
        Journal journal,
        InstantSource clock,
        int ratePerSecond) {
    /** For making letters visible again, the verdicts and the answer. */
    private static final Duration RESERVE = Duration.ofSeconds(30);

    /**
     * Does what is asked.
     *
     * @param runId no earlier run's; re-reads are told apart by it
     * @param end of the invocation
     */
    Report run(Request request, String runId, Deadline end) {
        Deadline deadline = end.sooner(RESERVE);
        return switch (request.from()) {
            case DLQ -> new LetterRun(this, request, runId, deadline, end).run();
            case S3 -> new BucketRun(this, request, runId, deadline, end).run();
        };
    }

    Rereads rereads(Request request, String runId, Runnable whileWaiting, Deadline deadline) {
        return new Rereads(
                changes, sender, request.ratePerSecond().orElse(ratePerSecond), runId, whileWaiting, deadline.ticker());
    }
}
