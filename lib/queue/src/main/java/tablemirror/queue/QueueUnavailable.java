package tablemirror.queue;

/** SQS did not answer, or refused: a dead dependency or a missing permission. */
public final class QueueUnavailable extends RuntimeException {
    QueueUnavailable(String what, String url, Exception cause) {
        super("cannot %s %s: %s".formatted(what, url, cause.getMessage()), cause);
    }
}
