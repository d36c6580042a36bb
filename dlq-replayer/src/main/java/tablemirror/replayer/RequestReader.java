package tablemirror.replayer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import tablemirror.replayer.Request.Action;
import tablemirror.replayer.Request.Source;
import tablemirror.replayer.Request.Where;

/**
 * JSON to a {@link Request}. Whatever is not understood, or would be ignored, is refused before anything is touched, with
 * what is allowed. Stateless.
 */
final class RequestReader {
    static final int MAX_LIMIT = 100_000;
    static final int MAX_RATE = 10_000;
    private static final int DEFAULT_LIMIT = 10_000;

    private static final List<String> FIELDS =
            List.of("action", "from", "where", "limit", "ratePerSecond", "dryRun", "confirm");
    private static final List<String> WHERE = List.of(
            "errorType", "documentId", "idPrefix", "messageId", "rejectedAfter", "rejectedBefore", "reasonContains");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RequestReader() {}

    /**
     * Reads a request; an empty one inspects the dead-letter queue.
     *
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    static Request read(byte[] json) {
        JsonFields in = new JsonFields("", object(json), FIELDS);
        Request request = new Request(
                in.oneOf("action", List.of(Action.values())),
                in.oneOf("from", List.of(Source.values())),
                where(in.object("where", WHERE, "{\"documentId\": \"42\"}")),
                in.wholeNumber("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT),
                in.wholeNumber("ratePerSecond", 1, MAX_RATE),
                in.flag("dryRun"));
        boolean confirmed = in.flag("confirm");
        if (request.action() == Action.DISCARD && !request.dryRun() && !confirmed) {
            throw new IllegalArgumentException(
                    "discard deletes dead letters for good: add \"confirm\": true, or \"dryRun\": true to see them first");
        }
        refuse(confirmed && request.action() != Action.DISCARD, "confirm is for \"action\": \"discard\" only");
        refuse(
                request.ratePerSecond().isPresent() && request.action() != Action.REPLAY,
                "ratePerSecond is for \"action\": \"replay\" only");
        if (request.from() == Source.S3) {
            checkBucket(request);
        }
        return request;
    }

    private static Where where(JsonFields in) {
        Where where = new Where(
                in.text("errorType"),
                in.text("documentId"),
                in.text("idPrefix"),
                in.text("messageId"),
                in.time("rejectedAfter"),
                in.time("rejectedBefore"),
                in.text("reasonContains"));
        where.rejectedBefore()
                .ifPresent(before -> refuse(
                        where.rejectedAfter()
                                .filter(after -> !after.isBefore(before))
                                .isPresent(),
                        "where.rejectedAfter must be earlier than where.rejectedBefore"));
        return where;
    }

    private static void checkBucket(Request request) {
        refuse(
                request.action() == Action.DISCARD,
                "discard is for dead letters: delete objects of the bucket yourself, or replay them");
        refuse(
                request.where().messageId().isPresent()
                        || request.where().reasonContains().isPresent(),
                "where.messageId and where.reasonContains are for dead letters: objects of the bucket have none");
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw new IllegalArgumentException(message);
        }
    }

    private static JsonNode object(byte[] json) {
        try {
            JsonNode request = JSON.readTree(json);
            if (request == null || request.isMissingNode() || request.isNull()) {
                return JSON.createObjectNode();
            }
            if (request.isObject()) {
                return request;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("request is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("request cannot be read", e);
        }
        throw new IllegalArgumentException("request must be a JSON object like {\"action\": \"inspect\"}");
    }
}
