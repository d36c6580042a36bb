package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * Works in one segment as far as one invocation gets, and writes down how far that is, at least every second or so. Killed,
 * it is done again from there; what was done twice does no harm. A step that fails leaves the segment as it was. One for each
 * invocation.
 */
final class Worker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);
    /** What a step may need; with less left none is begun. */
    private static final Duration STEP = Duration.ofSeconds(6);
    /** What is left of it for the note after the step. */
    private static final Duration NOTE = Duration.ofSeconds(2);
    /** A child execution, each invocation some nine of its events, has a history of at most 25,000. */
    private static final int MOST_INVOCATIONS = 1000;
    /** After something was in the way. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Labour labour;

    /** What is done in a segment. */
    interface Labour {
        /** Does the next step; returns how long to wait before the one after it, and empty to stop here and go on later. */
        Optional<Duration> step(Run run, Segment segment, Deadline deadline) throws IOException;
    }

    Worker(Journal journal, Labour labour) {
        this.journal = journal;
        this.labour = labour;
    }

    /** Answers whether that is all for this child execution, and if not how long to wait before going on. */
    JsonNode work(String execution, int number, Deadline deadline) throws IOException {
        // Read before the run, a note of other work can only be one of earlier work.
        Optional<Segment> noted = journal.segment(number);
        Run run = journal.run(execution);
        Segment segment = noted.filter(found -> found.isOf(run)).orElseGet(() -> Segment.begin(run, number));
        // Whoever is still at work here, believed dead, gets no further than its next note.
        journal.save(segment);
        if (!segment.failure().isEmpty()) {
            // Asked again, because the answer was lost.
            throw new Refused(segment.failure());
        }
        boolean last = segment.invoked() % MOST_INVOCATIONS == 0;
        Duration wait;
        try {
            wait = work(run, segment, deadline);
        } catch (Refused e) {
            segment.fail(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            journal.save(segment);
        }
        return JSON.createObjectNode().put("done", last || segment.isDone()).put("waitSeconds", toSeconds(wait));
    }

    private Duration work(Run run, Segment segment, Deadline deadline) throws IOException {
        Deadline note = deadline.atMost(BETWEEN_NOTES);
        while (!segment.isDone() && deadline.allows(STEP)) {
            Optional<Duration> wait = labour.step(run, segment, deadline.sooner(NOTE));
            if (wait.isEmpty() || wait.get().isPositive()) {
                return wait.orElse(PAUSE);
            }
            if (note.hasPassed()) {
                journal.save(segment);
                note = deadline.atMost(BETWEEN_NOTES);
            }
        }
        return Duration.ZERO;
    }

    /** Rounded up, so that it does not come back too early. */
    private static long toSeconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
