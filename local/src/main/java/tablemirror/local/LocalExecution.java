package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tablemirror.states.Event;
import tablemirror.states.ExecutionId;
import tablemirror.states.History;
import tablemirror.states.Outcome;

/** One execution of a state machine: what happened so far, and how it ended. Safe to share between threads. */
final class LocalExecution implements History {
    private final ExecutionId id;
    private final String input;
    private final Instant start;
    private final Progress progress;
    private final List<Happened> events = new ArrayList<>();
    private Status status = Status.RUNNING;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Instant> stop = Optional.empty();

    LocalExecution(ExecutionId id, String input, Instant start, Progress progress) {
        this.id = id;
        this.input = input;
        this.start = start;
        this.progress = progress;
    }

    ExecutionId id() {
        return id;
    }

    String input() {
        return input;
    }

    Instant start() {
        return start;
    }

    synchronized Status status() {
        return status;
    }

    /** Empty while it runs, and when somebody stopped it. */
    synchronized Optional<Outcome> outcome() {
        return outcome;
    }

    synchronized Optional<Instant> stop() {
        return stop;
    }

    synchronized List<Happened> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized void add(Event event) {
        events.add(new Happened(event, Instant.now()));
        if (event.type().endsWith("StateEntered")) {
            progress.step("%s %s: %s"
                    .formatted(
                            id.machineName(),
                            id.name(),
                            event.details().path("name").asText()));
        }
    }

    @Override
    public History child(ExecutionId child) {
        return event -> {
            if (event.type().equals("ExecutionFailed")) {
                JsonNode details = event.details();
                progress.say("%s %s failed: %s: %s"
                        .formatted(
                                child.machineName(),
                                child.name(),
                                details.path("error").asText(),
                                details.path("cause").asText()));
            }
        };
    }

    /** It has ended by itself; nothing happens when it was stopped before. */
    synchronized void end(Outcome how) {
        if (stop.isEmpty()) {
            outcome = Optional.of(how);
            end(
                    switch (how) {
                        case Outcome.Succeeded succeeded -> Status.SUCCEEDED;
                        case Outcome.Failed failed -> Status.FAILED;
                        case Outcome.TimedOut timedOut -> Status.TIMED_OUT;
                    });
        }
    }

    /** Somebody has stopped it; nothing happens when it has ended. */
    synchronized void abort() {
        if (stop.isEmpty()) {
            add(Event.aborted());
            end(Status.ABORTED);
        }
    }

    private void end(Status how) {
        status = how;
        stop = Optional.of(Instant.now());
        progress.say("%s %s: %s%s"
                .formatted(
                        id.machineName(),
                        id.name(),
                        how,
                        outcome.map(LocalExecution::text).orElse("")));
        notifyAll();
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded -> " " + succeeded.output();
            case Outcome.Failed failed -> " %s: %s".formatted(failed.error(), failed.cause());
            case Outcome.TimedOut timedOut -> "";
        };
    }

    /** Returns when it has ended in one way or another. */
    synchronized void await() throws InterruptedException {
        while (stop.isEmpty()) {
            wait();
        }
    }

    /** An event, and when it was. */
    record Happened(Event event, Instant at) {}

    /** As the API has it. */
    enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }
}
