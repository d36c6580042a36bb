package tablemirror.replayer;

/** What a run has done so far, in letters or, from the bucket, in items. Immutable. */
record Counts(int examined, int matched, int replayed, int discarded, int failed) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts examined(int more) {
        return new Counts(examined + more, matched, replayed, discarded, failed);
    }

    /** So many more that matched. */
    Counts and(Fate fate, int more) {
        return switch (fate) {
            case Fate.Shown shown -> plus(more, 0, 0, 0);
            case Fate.Replayed done -> plus(more, more, 0, 0);
            case Fate.Discarded done -> plus(more, 0, more, 0);
            case Fate.Failed failure -> plus(more, 0, 0, more);
            case Fate.Left left -> plus(more, 0, 0, 0);
        };
    }

    private Counts plus(int matchedToo, int replayedToo, int discardedToo, int failedToo) {
        return new Counts(
                examined, matched + matchedToo, replayed + replayedToo, discarded + discardedToo, failed + failedToo);
    }
}
