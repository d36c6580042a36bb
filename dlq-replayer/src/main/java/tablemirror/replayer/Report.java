package tablemirror.replayer;

/** The answer to a request, as the person sees it: field by field in JSON. Bounded, whatever was found. */
sealed interface Report permits LetterReport, BucketReport {
    Counts counts();

    /** Whether there is nothing to be gained by calling again. */
    boolean done();
}
