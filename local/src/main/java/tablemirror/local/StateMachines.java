package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import tablemirror.function.Ticker;
import tablemirror.states.ExecutionId;
import tablemirror.states.Interpreter;
import tablemirror.states.Outcome;
import tablemirror.states.TaskRunner;

/**
 * The template's state machines and their executions, which are in memory and end with the run. Safe to share between
 * threads.
 */
final class StateMachines implements AutoCloseable {
    private final List<StateMachineSpec> machines;
    private final TaskRunner tasks;
    private final Progress progress;
    private final Map<String, LocalExecution> executions = new LinkedHashMap<>();
    private final Map<String, Thread> threads = new LinkedHashMap<>();

    StateMachines(List<StateMachineSpec> machines, TaskRunner tasks, Progress progress) {
        this.machines = List.copyOf(machines);
        this.tasks = tasks;
        this.progress = progress;
    }

    List<StateMachineSpec> all() {
        return machines;
    }

    Optional<StateMachineSpec> find(String arn) {
        return machines.stream().filter(each -> each.arn().equals(arn)).findAny();
    }

    /** By logical id. */
    StateMachineSpec get(String id) {
        return machines.stream()
                .filter(each -> each.id().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no state machine %s, only %s"
                        .formatted(
                                id, machines.stream().map(StateMachineSpec::id).toList())));
    }

    /** Starts it; as on AWS the one of this name when it runs with the same input. Throws when the name is taken. */
    synchronized LocalExecution start(StateMachineSpec machine, String name, String input) throws IOException {
        ExecutionId id = new ExecutionId(machine.arn(), name);
        LocalExecution before = executions.get(id.arn());
        if (before != null) {
            if (before.status() == LocalExecution.Status.RUNNING
                    && before.input().equals(input)) {
                return before;
            }
            throw new IllegalStateException("Execution Already Exists: '%s'".formatted(id.arn()));
        }
        JsonNode parsed = Json.parse(input.getBytes(StandardCharsets.UTF_8));
        LocalExecution execution = new LocalExecution(id, input, Instant.now(), progress);
        executions.put(id.arn(), execution);
        progress.say("%s %s: started with %s".formatted(machine.name(), name, input));
        threads.put(
                id.arn(), Thread.ofVirtual().name("execution " + name).start(() -> run(machine, execution, parsed)));
        return execution;
    }

    private void run(StateMachineSpec machine, LocalExecution execution, JsonNode input) {
        // Threads of one execution share it.
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        Interpreter interpreter = new Interpreter(tasks, Ticker.SYSTEM, InstantSource.system(), random);
        try {
            execution.end(interpreter.run(machine.definition(), execution.id(), input, execution));
        } catch (InterruptedException e) {
            execution.abort();
        } catch (RuntimeException e) {
            execution.end(new Outcome.Failed("States.Runtime", "the local run has a bug: " + e));
        }
    }

    synchronized Optional<LocalExecution> execution(String arn) {
        return Optional.ofNullable(executions.get(arn));
    }

    /** Of one state machine, the newest first. */
    synchronized List<LocalExecution> executions(StateMachineSpec machine) {
        List<LocalExecution> all = new ArrayList<>(executions.values());
        all.removeIf(each -> !each.id().machineArn().equals(machine.arn()));
        return all.reversed();
    }

    /** Ends it where it is; what it has called goes on to its end. */
    void stop(LocalExecution execution) {
        execution.abort();
        synchronized (this) {
            Thread thread = threads.get(execution.id().arn());
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public synchronized void close() {
        threads.values().forEach(Thread::interrupt);
    }
}
