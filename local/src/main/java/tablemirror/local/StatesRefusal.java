package tablemirror.local;

/** A request to Step Functions that is refused, with AWS's name for the reason. */
final class StatesRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    StatesRefusal(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
