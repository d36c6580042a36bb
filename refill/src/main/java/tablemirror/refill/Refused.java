package tablemirror.refill;

/** What is not done however often it is tried, with what to do instead. The state machine knows it by its name. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
