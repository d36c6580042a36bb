package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * One execution on its way from state to state. A Map sends several of its threads through the same walk, or through
 * walks of their own where each item is a child execution; nothing here changes.
 */
final class Walk {
    /** What a state may hand on, and what a function may get or give. */
    private static final int DATA_LIMIT_BYTES = 262_144;

    private final Interpreter interpreter;
    private final ExecutionId id;
    private final History history;
    private final Deadline deadline;

    Walk(Interpreter interpreter, ExecutionId id, History history, Deadline deadline) {
        this.interpreter = interpreter;
        this.id = id;
        this.history = history;
        this.deadline = deadline;
    }

    /** The whole execution, from its first event to its last. */
    Outcome run(Definition machine, JsonNode input, Context context) throws InterruptedException {
        history.add(Event.started(input));
        Outcome outcome = outcome(machine, input, context);
        history.add(Event.ended(outcome));
        return outcome;
    }

    private Outcome outcome(Definition machine, JsonNode input, Context context) throws InterruptedException {
        try {
            return new Outcome.Succeeded(through(machine, input, context));
        } catch (StatesError e) {
            return new Outcome.Failed(e.error(), e.cause());
        } catch (TimeOver e) {
            return new Outcome.TimedOut();
        }
    }

    ExecutionId id() {
        return id;
    }

    History history() {
        return history;
    }

    /** Another execution of this one's time. */
    Walk child(ExecutionId child) {
        return new Walk(interpreter, child, history.child(child), deadline);
    }

    Context contextOf(JsonNode input) {
        return Context.of(id, input, interpreter.clock().instant());
    }

    /** The output of the last state. */
    JsonNode through(Definition machine, JsonNode input, Context context) throws InterruptedException {
        Step step = new Step(input, Optional.of(machine.startAt()));
        while (step.next().isPresent()) {
            State state = machine.state(step.next().get());
            history.add(Event.entered(state, step.output()));
            Context here = context.entering(state.name(), interpreter.clock().instant());
            step = step(state, new Scope(step.output(), here));
            checkSize(step.output(), state);
            history.add(Event.exited(state, step.output()));
        }
        return step.output();
    }

    private Step step(State state, Scope raw) throws InterruptedException {
        return switch (state) {
            case State.Pass pass -> pass(pass, raw);
            case State.Succeed succeed -> handOn(succeed.data(), raw, Optional.empty());
            case State.Fail fail ->
                throw new StatesError(
                        fail.error().fill(raw).asText(), fail.cause().fill(raw).asText());
            case State.Choice choice -> choose(choice, raw);
            case State.Wait wait -> {
                JsonNode seconds = wait.seconds().fill(raw.with(wait.data().selected(raw)));
                pause(secondsOf(seconds, wait));
                yield handOn(wait.data(), raw, wait.next());
            }
            case State.Task task ->
                attempt(task.errors(), raw, task.next(), () -> task.data().output(raw, new Call(task).make(raw, this)));
            case State.MapItems map ->
                attempt(map.errors(), raw, map.next(), () -> map.data().output(raw, new MapRun(map, this).over(raw)));
        };
    }

    private static Step pass(State.Pass pass, Scope raw) {
        JsonNode input = pass.data().input(raw);
        return new Step(pass.data().output(raw, pass.result().orElse(input)), pass.next());
    }

    private static Step handOn(DataFlow data, Scope raw, Optional<String> next) {
        return new Step(data.output(raw, data.input(raw)), next);
    }

    private static Step choose(State.Choice choice, Scope raw) {
        Scope scope = raw.with(choice.data().selected(raw));
        String next = choice.branches().stream()
                .filter(branch -> branch.condition().holds(scope))
                .map(State.Choice.Branch::next)
                .findFirst()
                .or(choice::otherwise)
                .orElseThrow(() -> new StatesError(
                        "States.NoChoiceMatched",
                        "no rule of %s fits %s, and it has no Default".formatted(choice.name(), scope.data())));
        return handOn(choice.data(), raw, Optional.of(next));
    }

    private static Duration secondsOf(JsonNode seconds, State.Wait wait) {
        if (!seconds.isNumber() || seconds.asLong() < 0) {
            throw StatesError.runtime("%s waits %s seconds, must be at least 0".formatted(wait.name(), seconds));
        }
        return Duration.ofSeconds(seconds.asLong());
    }

    /** Does the work until it succeeds or neither Retry nor Catch wants its error. */
    private Step attempt(ErrorHandling errors, Scope raw, Optional<String> next, Work work)
            throws InterruptedException {
        Retries retries = new Retries(errors, interpreter.random());
        while (true) {
            try {
                return new Step(work.run(), next);
            } catch (StatesError error) {
                Optional<Duration> wait = retries.after(error);
                if (wait.isEmpty()) {
                    ErrorHandling.Catcher catcher = errors.catcher(error).orElseThrow(() -> error);
                    return new Step(catcher.output(raw.data(), error), Optional.of(catcher.next()));
                }
                pause(wait.get());
            }
        }
    }

    TaskRunner.Answer invoke(String functionArn, JsonNode payload, Optional<Duration> timeout)
            throws InterruptedException {
        Duration left = deadline.remaining();
        Duration atMost = timeout.filter(time -> time.compareTo(left) < 0).orElse(left);
        history.add(Event.scheduled(functionArn, payload));
        TaskRunner.Answer answer = interpreter.tasks().run(functionArn, payload, atMost);
        history.add(Event.answered(answer));
        checkTime();
        return answer;
    }

    private void pause(Duration wait) throws InterruptedException {
        Duration left = deadline.remaining();
        deadline.ticker().sleep(wait.compareTo(left) < 0 ? wait : left);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        checkTime();
    }

    private void checkTime() {
        if (deadline.hasPassed()) {
            throw new TimeOver();
        }
    }

    static void checkSize(JsonNode data, State state) {
        if (data.toString().getBytes(StandardCharsets.UTF_8).length > DATA_LIMIT_BYTES) {
            throw new StatesError(
                    StatesError.DATA_LIMIT,
                    "%s returned a result of more than %d bytes".formatted(state.name(), DATA_LIMIT_BYTES));
        }
    }

    /** The time of the whole execution is over: neither Retry nor Catch is asked. */
    static final class TimeOver extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeOver() {
            super(null, null, false, false);
        }
    }

    private record Step(JsonNode output, Optional<String> next) {}

    /** What may fail and be tried again. */
    @FunctionalInterface
    private interface Work {
        JsonNode run() throws InterruptedException;
    }
}
