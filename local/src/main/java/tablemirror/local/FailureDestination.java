package tablemirror.local;

import java.util.List;

/** Where records go that are not tried again. */
@FunctionalInterface
interface FailureDestination {
    /**
     * Keeps them, or throws; records that it has not kept are lost.
     *
     * @param condition why, in Lambda's words
     * @param invocations how often the function was given them
     */
    void take(List<PresentedRecord> records, String condition, int invocations);
}
