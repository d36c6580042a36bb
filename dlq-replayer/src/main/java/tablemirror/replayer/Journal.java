package tablemirror.replayer;

/** Where a run tells what it is doing while it does it. */
interface Journal {
    /** Some seconds have passed. */
    void progress(Counts counts);

    /** This letter is about to be deleted for good. */
    void discarding(Letter letter);
}
