package tablemirror.local;

/** Feeds one function from one source, from its start until it is closed. */
interface EventSource extends AutoCloseable {
    /** Returns when no invocation of this source is under way; none begins until {@link #resume}. */
    void pause();

    void resume();

    /** Ends it; what is under way is abandoned, as if the machine had gone. */
    @Override
    void close();
}
