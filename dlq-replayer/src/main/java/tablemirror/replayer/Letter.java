package tablemirror.replayer;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tablemirror.change.Change;
import tablemirror.change.MessageReader;
import tablemirror.change.MessageReader.Answer;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.Received;

/**
 * A dead letter in hand, without its body.
 *
 * @param reread the item's re-read, if the body says which item it is about
 * @param errorType what OpenSearch or the indexer called the reason; {@link #REDRIVEN} for one that SQS itself moved
 */
record Letter(Received message, Optional<Change> reread, String errorType, String reason, Instant since) {
    /** SQS moves a message after MaxReceiveCount receives and keeps no reason: it killed the function, or timed it out. */
    static final String REDRIVEN = "moved_by_sqs";

    static Letter of(Received message, MessageReader reader) {
        String errorType = message.attributes().getOrDefault(DeadLetter.ERROR_TYPE, REDRIVEN);
        String reason = message.attributes()
                .getOrDefault(
                        DeadLetter.ERROR_REASON, "received %d times, no reason kept".formatted(message.receiveCount()));
        return switch (reader.read(message.body())) {
            case Answer.Read read ->
                new Letter(
                        message.withoutBody(), Optional.of(read.change().reread()), errorType, reason, since(message));
            case Answer.Malformed malformed ->
                new Letter(message.withoutBody(), Optional.empty(), errorType, malformed.reason(), since(message));
            case Answer.Refused refused ->
                new Letter(message.withoutBody(), Optional.empty(), errorType, refused.reason(), since(message));
        };
    }

    /** The document it is about, as far as known. */
    String documentId() {
        return reread.map(change -> change.key().documentId())
                .orElseGet(() -> message.attributes().getOrDefault(DeadLetter.DOCUMENT_ID, "-"));
    }

    private static Instant since(Received message) {
        try {
            return Instant.parse(message.attributes().getOrDefault(DeadLetter.REJECTED_AT, ""));
        } catch (DateTimeException e) {
            return message.sentAt();
        }
    }
}
