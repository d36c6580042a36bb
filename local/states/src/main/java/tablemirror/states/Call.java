package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One attempt of a Task: which function it calls with what, and what the result looks like. */
record Call(State.Task task) {
    JsonNode make(Scope raw, Walk walk) throws InterruptedException {
        JsonNode input = task.data().input(raw);
        Walk.checkSize(input, task);
        if (!task.resource().equals(State.Task.INVOKE)) {
            return result(walk.invoke(task.resource(), input, task.timeout()));
        }
        JsonNode name = input.path("FunctionName");
        if (!name.isTextual()) {
            throw StatesError.runtime(
                    "%s has the parameters %s, must name a FunctionName".formatted(task.name(), input));
        }
        JsonNode payload = input.has("Payload") ? input.path("Payload") : JsonNodeFactory.instance.objectNode();
        return wrapped(result(walk.invoke(name.asText(), payload, task.timeout())));
    }

    private JsonNode result(TaskRunner.Answer answer) {
        return switch (answer) {
            case TaskRunner.Answer.Result result -> {
                Walk.checkSize(result.json(), task);
                yield result.json();
            }
            case TaskRunner.Answer.Failure failure -> throw new StatesError(failure.error(), failure.cause());
            case TaskRunner.Answer.TimedOut timedOut ->
                throw new StatesError(
                        StatesError.TIMEOUT, "%s took longer than its TimeoutSeconds".formatted(task.name()));
        };
    }

    private static JsonNode wrapped(JsonNode answer) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("ExecutedVersion", "$LATEST")
                .put("StatusCode", 200);
        result.set("Payload", answer);
        return result;
    }
}
