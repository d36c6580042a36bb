package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What Task states call. Used by several threads at once. */
@FunctionalInterface
public interface TaskRunner {
    /**
     * Calls a function and waits for it, at most so long. An interrupt ends the waiting, not the function.
     *
     * @param functionArn ARN, or a name where the definition gives one
     */
    Answer run(String functionArn, JsonNode payload, Duration atMost) throws InterruptedException;

    /** What came of it. */
    sealed interface Answer {
        record Result(JsonNode json) implements Answer {}

        /** Error and cause as Step Functions names them: the type of the function's error, and its JSON. */
        record Failure(String error, String cause) implements Answer {}

        record TimedOut() implements Answer {}
    }
}
