package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a function's answer to a batch means to Lambda, for streams and queues alike.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial batch responses</a>
 */
sealed interface BatchAnswer {
    /** Also an empty answer, and one without {@code batchItemFailures}. */
    record AllSucceeded() implements BatchAnswer {}

    /** These, all of which were in the batch. */
    record SomeFailed(Set<String> identifiers) implements BatchAnswer {
        public SomeFailed {
            identifiers = Set.copyOf(identifiers);
        }
    }

    /** A function error, or an answer that names what was not in the batch. */
    record AllFailed() implements BatchAnswer {}

    /**
     * Reads the answer.
     *
     * @param known the identifiers that were in the batch
     * @param reportsItemFailures whether the event source has ReportBatchItemFailures
     */
    static BatchAnswer of(Invocation invocation, Set<String> known, boolean reportsItemFailures) {
        return switch (invocation) {
            case Invocation.FunctionError error -> new AllFailed();
            case Invocation.Answer answer -> reportsItemFailures ? read(answer.payload(), known) : new AllSucceeded();
        };
    }

    private static BatchAnswer read(byte[] payload, Set<String> known) {
        Set<String> failed = new LinkedHashSet<>();
        for (JsonNode failure : failures(payload)) {
            String identifier = failure.path("itemIdentifier").asText("");
            if (!known.contains(identifier)) {
                return new AllFailed();
            }
            failed.add(identifier);
        }
        return failed.isEmpty() ? new AllSucceeded() : new SomeFailed(failed);
    }

    private static JsonNode failures(byte[] payload) {
        try {
            return Json.parse(payload).path("batchItemFailures");
        } catch (IOException e) {
            throw new IllegalStateException("a function's answer is no JSON", e);
        }
    }
}
