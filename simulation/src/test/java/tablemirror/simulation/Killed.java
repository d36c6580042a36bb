package tablemirror.simulation;

/** Thrown from wherever a process happens to wait: from here on it does nothing any more. Nobody may catch it. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
