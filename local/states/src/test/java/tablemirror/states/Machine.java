package tablemirror.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import tablemirror.function.HandTicker;

/** A state machine under test: its functions, a clock that only waiting moves, and what happened. */
final class Machine {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ExecutionId ID = new ExecutionId("arn:aws:states:us-east-1:000000000000:stateMachine:m", "e");

    final FakeFunctions functions = new FakeFunctions();
    final HandTicker ticker = new HandTicker();
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final Definition definition;

    private Machine(Definition definition) {
        this.definition = definition;
    }

    /** {@code states} in JSON with single quotes, {@code @name} standing for the ARN of the function of that name. */
    static Machine of(String startAt, String states) {
        return new Machine(definition("{'StartAt':'%s','States':{%s}}".formatted(startAt, states)));
    }

    static Definition definition(String json) {
        return Definition.parse(json.replace('\'', '"').replaceAll("@(\\w+)", FakeFunctions.ARN + "$1"));
    }

    static Machine of(Definition definition) {
        return new Machine(definition);
    }

    Outcome run(String input) throws InterruptedException {
        return new Interpreter(functions, ticker, () -> Instant.EPOCH, new SplittableRandom(1))
                .run(definition, ID, json(input), events::add);
    }

    /** The output of an execution that must succeed. */
    String output(String input) throws InterruptedException {
        Outcome outcome = run(input);
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return succeeded.output().toString().replace('"', '\'');
        }
        throw new AssertionError(outcome.toString());
    }

    Duration elapsed() {
        return Duration.ofNanos(ticker.nanoTime());
    }

    List<String> eventTypes() {
        return events.stream().map(Event::type).toList();
    }

    static TaskRunner.Answer result(String json) {
        return new TaskRunner.Answer.Result(json(json));
    }

    static TaskRunner.Answer failure(String error) {
        return new TaskRunner.Answer.Failure(error, "why");
    }

    static JsonNode json(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
