package tablemirror.states;

/**
 * A state failed, with the error and cause that Retry and Catch look at. It never leaves the interpreter: an execution
 * that fails is an {@link Outcome}.
 */
final class StatesError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What goes wrong in the machine itself; neither Retry nor Catch takes it for {@code States.ALL}. */
    static final String RUNTIME = "States.Runtime";

    static final String TIMEOUT = "States.Timeout";
    static final String DATA_LIMIT = "States.DataLimitExceeded";

    private final String error;

    StatesError(String error, String cause) {
        super(cause, null, false, false);
        this.error = error;
    }

    static StatesError runtime(String cause) {
        return new StatesError(RUNTIME, cause);
    }

    String error() {
        return error;
    }

    String cause() {
        return String.valueOf(getMessage());
    }

    /** True when a Retry or Catch of these names is for it. */
    boolean matches(Iterable<String> names) {
        for (String name : names) {
            if (matches(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String name) {
        return switch (name) {
            case "States.ALL" -> !error.equals(RUNTIME) && !error.equals(DATA_LIMIT);
            case "States.TaskFailed" -> !error.equals(TIMEOUT) && !error.equals(RUNTIME) && !error.equals(DATA_LIMIT);
            default -> name.equals(error);
        };
    }
}
