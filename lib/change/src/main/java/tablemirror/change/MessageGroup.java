package tablemirror.change;

/**
 * Document id to message group: the id itself where SQS takes it, else its hash.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">MessageGroupId:
 *     1 to 128 alphanumeric characters and punctuation</a>
 */
final class MessageGroup {
    private static final int MAX_CHARACTERS = 128;

    private MessageGroup() {}

    static String of(String documentId) {
        return isAllowed(documentId) ? documentId : Sha256.marked(documentId);
    }

    private static boolean isAllowed(String documentId) {
        for (int i = 0; i < documentId.length(); i++) {
            char c = documentId.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return !documentId.isEmpty() && documentId.length() <= MAX_CHARACTERS;
    }
}
