package tablemirror.replayer;

/** What became of something that matched, in this run. Immutable. */
sealed interface Fate {
    /** Only looked at: by an inspection or a dry run. */
    record Shown() implements Fate {}

    /** Its item's re-read is on its way, and it is gone. */
    record Replayed() implements Fate {}

    /** Gone, and nothing was sent. */
    record Discarded() implements Fate {}

    /** Still there, though this was tried. */
    record Failed(String cause) implements Fate {}

    /** Still there: time was up before its turn. */
    record Left() implements Fate {}
}
