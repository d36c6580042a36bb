package tablemirror.local;

/**
 * What the person who started this can mend: a parameter, a port, a file that is missing. The message is one line that
 * names subject, value, bound and remedy.
 */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageError(String message) {
        super(message);
    }
}
