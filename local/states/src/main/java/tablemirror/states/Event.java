package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that happened in an execution, as its history has it: the type, and the details under their own name ("" when
 * there are none). Data is JSON in text.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public record Event(String type, String detailsName, ObjectNode details) {
    static Event started(JsonNode input) {
        return new Event("ExecutionStarted", "executionStartedEventDetails", with("input", input));
    }

    static Event ended(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded succeeded ->
                new Event("ExecutionSucceeded", "executionSucceededEventDetails", with("output", succeeded.output()));
            case Outcome.Failed failed ->
                new Event(
                        "ExecutionFailed",
                        "executionFailedEventDetails",
                        object().put("error", failed.error()).put("cause", failed.cause()));
            case Outcome.TimedOut timedOut -> new Event("ExecutionTimedOut", "executionTimedOutEventDetails", object());
        };
    }

    /** Somebody stopped it. */
    public static Event aborted() {
        return new Event("ExecutionAborted", "executionAbortedEventDetails", object());
    }

    static Event entered(State state, JsonNode input) {
        return new Event(
                state.type() + "StateEntered",
                "stateEnteredEventDetails",
                with("input", input).put("name", state.name()));
    }

    static Event exited(State state, JsonNode output) {
        return new Event(
                state.type() + "StateExited",
                "stateExitedEventDetails",
                with("output", output).put("name", state.name()));
    }

    static Event scheduled(String functionArn, JsonNode payload) {
        return new Event(
                "LambdaFunctionScheduled",
                "lambdaFunctionScheduledEventDetails",
                with("input", payload).put("resource", functionArn));
    }

    static Event answered(TaskRunner.Answer answer) {
        return switch (answer) {
            case TaskRunner.Answer.Result result ->
                new Event(
                        "LambdaFunctionSucceeded",
                        "lambdaFunctionSucceededEventDetails",
                        with("output", result.json()));
            case TaskRunner.Answer.Failure failure ->
                new Event(
                        "LambdaFunctionFailed",
                        "lambdaFunctionFailedEventDetails",
                        object().put("error", failure.error()).put("cause", failure.cause()));
            case TaskRunner.Answer.TimedOut timedOut ->
                new Event(
                        "LambdaFunctionTimedOut",
                        "lambdaFunctionTimedOutEventDetails",
                        object().put("error", StatesError.TIMEOUT));
        };
    }

    static Event mapStarted(int items) {
        return new Event("MapStateStarted", "mapStateStartedEventDetails", object().put("length", items));
    }

    static Event mapSucceeded() {
        return new Event("MapStateSucceeded", "", object());
    }

    static Event mapFailed() {
        return new Event("MapStateFailed", "", object());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode with(String name, JsonNode data) {
        return object().put(name, data.toString());
    }
}
