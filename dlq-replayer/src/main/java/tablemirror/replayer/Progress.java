package tablemirror.replayer;

import java.time.Duration;
import tablemirror.function.Ticker;

/** Counts what a run does, and tells the journal every few seconds. For one thread. */
final class Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Journal journal;
    private final Ticker ticker;
    private Counts counts = Counts.NONE;
    private long toldAtNanos;

    Progress(Journal journal, Ticker ticker) {
        this.journal = journal;
        this.ticker = ticker;
        this.toldAtNanos = ticker.nanoTime();
    }

    Counts counts() {
        return counts;
    }

    void examined(int more) {
        counts = counts.examined(more);
    }

    void matched(Fate fate, int more) {
        counts = counts.and(fate, more);
    }

    void tellWhenDue() {
        long now = ticker.nanoTime();
        if (now - toldAtNanos >= BETWEEN_LINES.toNanos()) {
            toldAtNanos = now;
            journal.progress(counts);
        }
    }
}
