package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/**
 * Runs state machines as Step Functions does. What the machine works with is given: who does the tasks, elapsed time, the
 * time of day, chance. Immutable; executions may run side by side.
 */
public final class Interpreter {
    /** What AWS lets an execution without a timeout take. */
    private static final Duration YEAR = Duration.ofDays(365);

    private final TaskRunner tasks;
    private final Ticker ticker;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** {@code random} is for jitter only, and must be safe to share between threads. */
    public Interpreter(TaskRunner tasks, Ticker ticker, InstantSource clock, RandomGenerator random) {
        this.tasks = tasks;
        this.ticker = ticker;
        this.clock = clock;
        this.random = random;
    }

    /** Returns when the execution has ended by itself. An interrupt stops it wherever it is. */
    public Outcome run(Definition machine, ExecutionId id, JsonNode input, History history)
            throws InterruptedException {
        Deadline deadline = Deadline.in(machine.timeout().orElse(YEAR), ticker);
        Walk walk = new Walk(this, id, history, deadline);
        return walk.run(machine, input, walk.contextOf(input));
    }

    TaskRunner tasks() {
        return tasks;
    }

    InstantSource clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }
}
