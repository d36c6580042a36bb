package tablemirror.tuning;

import tablemirror.function.Deadline;

/** The port to the parameter store: one parameter's value. Safe to share between threads. */
public interface ParameterStore {
    /** Reads a parameter. Throws nothing; by the deadline the call is over. */
    Answer read(String name, Deadline deadline);

    /** What the store said. */
    sealed interface Answer {
        record Value(String text) implements Answer {}

        /** There is no parameter of this name. */
        record Absent() implements Answer {}

        /** Nobody knows. */
        record Unavailable(String cause) implements Answer {}
    }
}
