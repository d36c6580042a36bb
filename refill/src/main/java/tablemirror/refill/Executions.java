package tablemirror.refill;

/** The port to Step Functions. */
interface Executions {
    /** Whether an execution is at work now. One that is not known is not. Throws when nobody says. */
    boolean isRunning(String execution);
}
