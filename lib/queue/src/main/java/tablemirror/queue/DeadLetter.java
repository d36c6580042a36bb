package tablemirror.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a message was given up, as message attributes beside its body, so that it can be read in the console without a
 * tool.
 *
 * @param reason as OpenSearch gave it; cut at 1 KiB
 * @param index the alias that refused it
 */
public record DeadLetter(String errorType, String reason, String documentId, String index, Instant rejectedAt) {
    public static final String ERROR_TYPE = "ErrorType";
    public static final String ERROR_REASON = "ErrorReason";
    public static final String DOCUMENT_ID = "DocumentId";
    public static final String INDEX = "Index";
    public static final String REJECTED_AT = "RejectedAt";

    private static final int MAX_REASON_BYTES = 1024;

    /**
     * The dead letter as a message. A body that leaves no room for the attributes goes without them.
     *
     * @param deduplicationId must differ for two rejections of one item: the id of the message that was refused
     */
    public Outgoing message(String group, String deduplicationId, String body) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(ERROR_TYPE, text(errorType));
        attributes.put(ERROR_REASON, text(cut(reason)));
        attributes.put(DOCUMENT_ID, text(documentId));
        attributes.put(INDEX, text(index));
        attributes.put(REJECTED_AT, rejectedAt.toString());
        Outgoing message = new Outgoing(group, deduplicationId, body, attributes);
        return message.bytes() <= Outgoing.MAX_BYTES ? message : new Outgoing(group, deduplicationId, body);
    }

    private static String cut(String reason) {
        int bytes = 0;
        int end = 0;
        while (end < reason.length()) {
            int character = reason.codePointAt(end);
            bytes += Character.toString(character).getBytes(UTF_8).length;
            if (bytes > MAX_REASON_BYTES) {
                break;
            }
            end += Character.charCount(character);
        }
        return reason.substring(0, end);
    }

    /**
     * What SQS takes as an attribute's value: not empty, and none of the characters it refuses.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SQS:
     *     the characters a message can include</a>
     */
    private static String text(String value) {
        StringBuilder allowed = new StringBuilder(value.length());
        value.codePoints().map(c -> isAllowed(c) ? c : '\uFFFD').forEach(allowed::appendCodePoint);
        return allowed.isEmpty() ? "-" : allowed.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
