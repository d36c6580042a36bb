package tablemirror.replayer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asks for. Whatever is not understood is refused before anything is touched.
 *
 * @param documentId the one document meant, or all
 * @param limit the most dead letters to look at
 */
record Request(Action action, Optional<String> documentId, int limit) {
    enum Action {
        INSPECT,
        REPLAY
    }

    static final int MAX_LIMIT = 100_000;
    private static final int DEFAULT_LIMIT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a request; an empty one inspects everything.
     *
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    static Request read(byte[] json) {
        ObjectNode request = object(json);
        onlyFields("", request, Set.of("action", "where", "limit"));
        JsonNode where = request.path("where");
        if (!where.isMissingNode() && !where.isObject()) {
            throw new IllegalArgumentException(
                    "where is %s, must be an object like {\"documentId\": \"42\"}".formatted(where));
        }
        onlyFields("where.", where, Set.of("documentId"));
        return new Request(
                action(request.path("action")), documentId(where.path("documentId")), limit(request.path("limit")));
    }

    private static ObjectNode object(byte[] json) {
        try {
            JsonNode request = JSON.readTree(json);
            if (request == null || request.isMissingNode() || request.isNull()) {
                return JSON.createObjectNode();
            }
            if (request instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("request is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("request cannot be read", e);
        }
        throw new IllegalArgumentException("request must be a JSON object like {\"action\": \"inspect\"}");
    }

    private static void onlyFields(String prefix, JsonNode object, Set<String> allowed) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator(); fields.hasNext(); ) {
            String name = fields.next().getKey();
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("unknown field %s%s, allowed: %s"
                        .formatted(
                                prefix,
                                name,
                                String.join(
                                        ", ",
                                        allowed.stream()
                                                .sorted()
                                                .map(prefix::concat)
                                                .toList())));
            }
        }
    }

    private static Action action(JsonNode value) {
        return switch (value.isMissingNode() ? "inspect" : value.asText()) {
            case "inspect" -> Action.INSPECT;
            case "replay" -> Action.REPLAY;
            default ->
                throw new IllegalArgumentException("action is %s, must be \"inspect\" or \"replay\"".formatted(value));
        };
    }

    private static Optional<String> documentId(JsonNode value) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("where.documentId is %s, must be a string".formatted(value));
        }
        return Optional.of(value.asText());
    }

    private static int limit(JsonNode value) {
        if (value.isMissingNode()) {
            return DEFAULT_LIMIT;
        }
        if (!value.isInt() || value.asInt() < 1 || value.asInt() > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit is %s, must be a whole number in 1..%d".formatted(value, MAX_LIMIT));
        }
        return value.asInt();
    }
}
