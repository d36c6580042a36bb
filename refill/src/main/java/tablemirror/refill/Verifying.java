package tablemirror.refill;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import tablemirror.function.Deadline;
import tablemirror.index.Pace;
import tablemirror.queue.Queue;

/**
 * Verifies a segment step by step: its items, its slice of the documents, then what differed until that is settled one
 * way or the other, and mends the rest if asked. Thread-safe.
 */
final class Verifying {
    /** So many candidates are kept; when the next page could make more, they are looked at again before it. */
    static final int MOST_CANDIDATES = 1000;

    private static final int MOST_ITEMS = 500;

    private final Comparing comparing;
    private final Mending mending;
    private final Queue queue;
    private final int noBacklog;
    private final Pace pace;
    private final InstantSource clock;

    /**
     * One that works with these.
     *
     * @param noBacklog with so many waiting messages the queue still counts as kept up with
     */
    Verifying(Comparing comparing, Mending mending, Queue queue, int noBacklog, Pace pace, InstantSource clock) {
        this.comparing = comparing;
        this.mending = mending;
        this.queue = queue;
        this.noBacklog = noBacklog;
        this.pace = pace;
        this.clock = clock;
    }

    /** Does the next step; returns how long to wait before the one after it. */
    Duration step(Segment segment, int segments, Deadline deadline) throws IOException {
        int affordable = pace.affordable();
        int most = Math.min(MOST_ITEMS, affordable);
        // All of them are looked at once between two looks.
        long mostCandidates = Math.min(MOST_CANDIDATES, affordable * Candidate.BETWEEN.toSeconds());
        if (segment.candidates().size() + most > mostCandidates) {
            return lookAgain(segment, deadline);
        }
        switch (segment.part()) {
            case ITEMS -> {
                keepPace(most, deadline);
                comparing.items(segment, segments, most, deadline);
            }
            case DOCUMENTS -> {
                keepPace(most, deadline);
                comparing.documents(segment, segments, most, deadline);
            }
            case CANDIDATES -> {
                if (!segment.candidates().isEmpty()) {
                    return lookAgain(segment, deadline);
                }
                mending.mend(segment, deadline);
                segment.begin(Segment.Part.DONE);
            }
            case DONE -> {}
        }
        return Duration.ZERO;
    }

    private Duration lookAgain(Segment segment, Deadline deadline) throws IOException {
        Duration due = Candidate.BETWEEN.minusMillis(clock.millis() - segment.lookedAtMillis());
        if (due.isPositive() && due.compareTo(Candidate.BETWEEN) <= 0) {
            return due;
        }
        segment.lookedAt(clock.millis());
        // Before the table is asked: what is not in the queue then is in the index or was never sent.
        boolean waits = queue.depth(deadline).visible() > noBacklog;
        comparing.candidates(segment, waits, deadline);
        return segment.candidates().isEmpty() ? Duration.ZERO : Candidate.BETWEEN;
    }

    private void keepPace(int items, Deadline deadline) {
        pace.reserve(items, deadline.remaining()).ifPresent(deadline.ticker()::sleep);
    }
}
