package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;

/** How an execution ended by itself. One that is stopped has no outcome. */
public sealed interface Outcome {
    record Succeeded(JsonNode output) implements Outcome {}

    record Failed(String error, String cause) implements Outcome {}

    /** The time of the whole state machine was over. */
    record TimedOut() implements Outcome {}
}
