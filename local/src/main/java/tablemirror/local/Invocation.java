package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How an invocation of a function ended. Payloads are JSON. */
sealed interface Invocation {
    byte[] payload();

    /** The function answered. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(byte[] payload) implements Invocation {}

    /** It threw, ran out of time, died, or could not be started: what Lambda calls a function error. */
    @SuppressWarnings("ArrayRecordComponent")
    record FunctionError(byte[] payload) implements Invocation {
        static FunctionError of(String type, String message) {
            return new FunctionError(
                    Json.bytes(Json.object().put("errorMessage", message).put("errorType", type)));
        }

        /** Type and message, without the stack trace; the whole when it has neither. */
        String summary() {
            try {
                JsonNode error = Json.parse(payload);
                if (error.has("errorMessage")) {
                    return "%s: %s"
                            .formatted(
                                    error.path("errorType").asText(),
                                    error.path("errorMessage").asText());
                }
            } catch (IOException e) {
                // What is no JSON is shown as it is.
            }
            return new String(payload, StandardCharsets.UTF_8);
        }
    }
}
