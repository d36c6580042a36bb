package tablemirror.states;

/** Takes an execution's events, in order. Used by several threads at once. */
@FunctionalInterface
public interface History {
    void add(Event event);

    /** Where the events of a child execution go; nowhere by default. */
    default History child(ExecutionId id) {
        return event -> {};
    }
}
