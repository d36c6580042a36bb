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
 * A dead letter, without its body and with texts of bounded length: anybody may put anything into a queue. Immutable.
 *
 * @param reread the item's re-read, if the body says which item it is about
 * @param errorType what OpenSearch or the indexer called the reason; {@link #REDRIVEN} for one that SQS itself moved
 * @param documentId the document it is about; {@link #NO_DOCUMENT} when it names none
 * @param since when it was rejected, as far as known
 */
record Letter(
        Received message, Optional<Change> reread, String errorType, String reason, String documentId, Instant since) {
    /** SQS moves a message after MaxReceiveCount receives and keeps no reason: it killed the function, or timed it out. */
    static final String REDRIVEN = "moved_by_sqs";

    static final String NO_DOCUMENT = "-";

    static final int MAX_TYPE = 200;
    static final int MAX_ID = 600;
    private static final int MAX_REASON = 1024;

    static Letter of(Received message, MessageReader reader) {
        String reason = message.attributes()
                .getOrDefault(
                        DeadLetter.ERROR_REASON, "received %d times, no reason kept".formatted(message.receiveCount()));
        return switch (reader.read(message.body())) {
            case Answer.Read read -> letter(message, Optional.of(read.change().reread()), reason);
            case Answer.Malformed malformed -> letter(message, Optional.empty(), malformed.reason());
            case Answer.Refused refused -> letter(message, Optional.empty(), refused.reason());
        };
    }

    private static Letter letter(Received message, Optional<Change> reread, String reason) {
        return new Letter(
                message.bare(),
                reread,
                cut(message.attributes().getOrDefault(DeadLetter.ERROR_TYPE, REDRIVEN), MAX_TYPE),
                cut(reason, MAX_REASON),
                cut(
                        reread.map(change -> change.key().documentId())
                                .orElseGet(
                                        () -> message.attributes().getOrDefault(DeadLetter.DOCUMENT_ID, NO_DOCUMENT)),
                        MAX_ID),
                since(message));
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static Instant since(Received message) {
        try {
            return Instant.parse(message.attributes().getOrDefault(DeadLetter.REJECTED_AT, ""));
        } catch (DateTimeException e) {
            return message.sentAt();
        }
    }
}
