package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tablemirror.states.TaskRunner;

/**
 * Does a state machine's tasks with the template's functions. Whoever no longer waits does not stop the function, which
 * goes on to its own end. Safe to share between threads.
 */
final class FunctionTasks implements TaskRunner {
    private final Functions functions;

    FunctionTasks(Functions functions) {
        this.functions = functions;
    }

    @Override
    public Answer run(String functionArn, JsonNode payload, Duration atMost) throws InterruptedException {
        Optional<LocalFunction> function = functions.find(functionArn.substring(functionArn.lastIndexOf(':') + 1));
        if (function.isEmpty()) {
            return new Answer.Failure(
                    "Lambda.ResourceNotFoundException",
                    "Function not found: %s; there are %s".formatted(functionArn, functions.ids()));
        }
        FutureTask<Invocation> call = new FutureTask<>(() -> function.get().invoke(Json.bytes(payload)));
        Thread.ofVirtual().name("task").start(call);
        try {
            return answer(call.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Answer.TimedOut();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Answer answer(Invocation invocation) {
        return switch (invocation) {
            case Invocation.Answer answer -> new Answer.Result(json(answer.payload()));
            case Invocation.FunctionError error ->
                new Answer.Failure(
                        json(error.payload()).path("errorType").asText("Lambda.Unknown"),
                        new String(error.payload(), StandardCharsets.UTF_8));
        };
    }

    private static JsonNode json(byte[] payload) {
        try {
            return Json.parse(payload);
        } catch (IOException e) {
            throw new IllegalStateException("a function's answer is no JSON", e);
        }
    }
}
