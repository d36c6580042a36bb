package tablemirror.simulation;

/**
 * One thing that happens to the table.
 *
 * @param afterMillis how long after the step before
 */
record Step(long afterMillis, String item, Kind kind) {
    enum Kind {
        PUT,
        /** Puts what OpenSearch refuses. */
        PUT_BAD,
        /** Puts it while DynamoDB's time is a second back. */
        PUT_EARLIER,
        DELETE
    }

    @Override
    public String toString() {
        return "+%dms %s %s".formatted(afterMillis, kind, item);
    }
}
