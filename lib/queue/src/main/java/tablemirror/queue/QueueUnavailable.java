package tablemirror.queue;

/** SQS did not answer, or refused: a dead dependency or a missing permission. */
public final class QueueUnavailable extends RuntimeException {
    QueueUnavailable(String url, Exception cause) {
        super("cannot receive from %s: %s".formatted(url, cause.getMessage()), cause);
    }
}
