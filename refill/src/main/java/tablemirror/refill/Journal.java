package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;
import tablemirror.index.Notes;

/**
 * What is remembered from one invocation to the next: the run, and how far each segment is. Whoever writes must have read
 * the last state, so a worker believed dead cannot undo what its successor has written. One for each invocation.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = "run";

    private final Notes notes;
    private final InstantSource clock;
    private final Deadline deadline;
    private final Map<String, Notes.Note> read = new HashMap<>();

    Journal(Notes notes, InstantSource clock, Deadline deadline) {
        this.notes = notes;
        this.clock = clock;
        this.deadline = deadline;
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How long ago that was, by the worker's clock. */
    Duration since(String then) {
        return Duration.between(Instant.parse(then), clock.instant());
    }

    void prepare() throws IOException {
        notes.prepare(deadline);
    }

    /** The run that was begun last, if ever one was. */
    Optional<Run> run() throws IOException {
        Optional<JsonNode> note = read(RUN);
        return note.isPresent() ? Optional.of(JSON.treeToValue(note.get(), Run.class)) : Optional.empty();
    }

    /**
     * The run of this execution, at work or done.
     *
     * @throws Refused when it is another's, or has failed
     */
    Run run(String execution) throws IOException {
        Optional<Run> run = run();
        if (run.isEmpty()
                || !run.get().execution().equals(execution)
                || run.get().state() == Run.State.FAILED) {
            throw new Refused("execution %s is not at work any more, %s is: start it again when that has ended"
                    .formatted(execution, run.map(Run::execution).orElse("none")));
        }
        return run.get();
    }

    Run save(Run run) throws IOException {
        write(RUN, JSON.valueToTree(run));
        return run;
    }

    Optional<Segment> segment(int number) throws IOException {
        return read(id(number)).map(Segment::read);
    }

    void save(Segment segment) throws IOException {
        write(id(segment.number()), segment.note(now()));
    }

    /** When the segment was written last, as text. */
    String updatedAt(int number) {
        Notes.Note note = read.get(id(number));
        return note == null ? "" : note.content().path("updatedAt").asText();
    }

    private static String id(int segment) {
        return "segment-" + segment;
    }

    private Optional<JsonNode> read(String id) throws IOException {
        Optional<Notes.Note> note = notes.read(id, deadline);
        note.ifPresent(there -> read.put(id, there));
        return note.map(Notes.Note::content);
    }

    private void write(String id, JsonNode content) throws IOException {
        read.put(id, notes.write(id, content, Optional.ofNullable(read.get(id)), deadline));
    }
}
