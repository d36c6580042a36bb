package tablemirror.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.refill.SimulatedRefill;
import tablemirror.refill.SimulatedRefill.Answer;

/**
 * One execution of the refill's state machine, state by state as {@code refill.asl.json} has them: each step an invocation
 * that may die and is tried again, the segments side by side. Whoever stops it stops no invocation that is at work.
 */
final class StateMachine {
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    private static final Duration RESERVE = Duration.ofSeconds(8);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final long FIRST_WAIT_MILLIS = 5_000;
    private static final long LONGEST_WAIT_MILLIS = 120_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings around;
    private final String name;
    private final Supplier<SimulatedRefill> sandboxes;
    /** One of its segments has failed, or it was stopped: the others begin nothing any more. */
    private @Nullable Over over;

    /** It ends here and now. */
    private static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean stopped;

        Over(String why, boolean stopped) {
            super(why, null, false, false);
            this.stopped = stopped;
        }
    }

    /** How an execution ended: with a report, or with the failure that a person reads. */
    record Ended(boolean succeeded, JsonNode report) {
        int count(String what) {
            return report.path(what).asInt();
        }
    }

    StateMachine(Surroundings around, String name, Supplier<SimulatedRefill> sandboxes) {
        this.around = around;
        this.name = name;
        this.sandboxes = sandboxes;
    }

    /** Runs it to its end. */
    Ended run(JsonNode input) {
        try {
            invoke(10, ((ObjectNode) step("begin")).set("input", input));
        } catch (Over e) {
            return failed(e.getMessage());
        }
        try {
            return new Ended(true, proceed());
        } catch (Over e) {
            return e.stopped ? failed(e.getMessage()) : abandon(e.getMessage());
        }
    }

    private static Ended failed(@Nullable String why) {
        return new Ended(false, JSON.createObjectNode().put("failure", why));
    }

    private JsonNode proceed() {
        while (true) {
            JsonNode answer = invoke(20, step("proceed"));
            switch (answer.path("next").asText()) {
                case "wait" -> pause(answer);
                case "segments" -> segments(answer.path("segments"));
                default -> {
                    return answer.path("report");
                }
            }
        }
    }

    private void segments(JsonNode numbers) {
        List<Actor> children = new ArrayList<>();
        for (JsonNode number : numbers) {
            children.add(around.scheduler().start("segment " + number, () -> {
                try {
                    work(number.asInt());
                } catch (Over e) {
                    over = over == null ? e : over;
                }
            }));
        }
        for (Actor child : children) {
            if (!child.isOver()) {
                around.scheduler().await(child.ended, FOR_EVER);
            }
        }
        if (over != null) {
            throw over;
        }
        around.moments().come(Moment.JUDGEMENT);
    }

    private void work(int segment) {
        JsonNode answer;
        do {
            answer = invoke(20, ((ObjectNode) step("work")).put("segment", segment));
            pause(answer);
        } while (!answer.path("done").asBoolean());
    }

    private Ended abandon(@Nullable String cause) {
        over = null;
        ObjectNode event = (ObjectNode) step("abandon");
        event.putObject("failure").put("Error", "Refused").put("Cause", cause);
        try {
            return failed(invoke(5, event).path("Cause").asText());
        } catch (Over e) {
            return failed(cause);
        }
    }

    private void pause(JsonNode answer) {
        around.scheduler().sleep(Duration.ofSeconds(answer.path("waitSeconds").asInt()));
    }

    private JsonNode step(String step) {
        return JSON.createObjectNode().put("step", step).put("execution", name);
    }

    /** The answer of a task, tried again so often. */
    private JsonNode invoke(int retries, JsonNode event) {
        for (int attempt = 0; ; attempt++) {
            if (around.happens(Fault.STOPPED)) {
                over = over == null ? new Over("stopped", true) : over;
            }
            if (over != null) {
                throw over;
            }
            switch (invoke(event)) {
                case Answer.Given given -> {
                    return given.json();
                }
                case Answer.Rejected rejected -> throw new Over(rejected.cause(), false);
                case Answer.Failed failed -> {
                    if (attempt == retries) {
                        throw new Over(failed.cause(), false);
                    }
                    long most = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(attempt, 10));
                    around.scheduler().sleep(Duration.ofMillis(around.choices().between(1, most)));
                }
            }
        }
    }

    private Answer invoke(JsonNode event) {
        List<Answer> answers = new ArrayList<>();
        SimulatedRefill sandbox = sandboxes.get();
        Actor invocation = around.scheduler().start("refill", () -> {
            around.trace("begins %s", event);
            answers.add(sandbox.step(event, Deadline.in(TIMEOUT.minus(RESERVE), around.scheduler())));
            around.trace("ends %s: %s", event, answers);
        });
        invocation.endingAt(around.scheduler().nanoTime() + TIMEOUT.toNanos());
        around.scheduler().await(invocation.ended, FOR_EVER);
        return answers.isEmpty() ? new Answer.Failed("killed") : answers.getFirst();
    }
}
