package tablemirror.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened last, line by line with its time; kept only when somebody is going to read it. */
final class Trace {
    private static final int LINES = 20_000;
    private static final int SHOWN = 80;

    private final boolean kept;
    private final Deque<String> lines = new ArrayDeque<>();

    private Trace(boolean kept) {
        this.kept = kept;
    }

    static Trace none() {
        return new Trace(false);
    }

    static Trace ofTheEnd() {
        return new Trace(true);
    }

    @SuppressWarnings("AnnotateFormatMethod") // Error Prone's annotation would be one more dependency.
    void add(Scheduler scheduler, String format, Object... parts) {
        if (kept) {
            Duration now = Duration.ofNanos(scheduler.nanoTime());
            lines.add("%8d.%03d  %-12s %s"
                    .formatted(now.toSeconds(), now.toMillisPart(), scheduler.process().name, format.formatted(parts)));
            if (lines.size() > LINES) {
                lines.removeFirst();
            }
        }
    }

    /** The last lines that mention this. */
    String about(String subject) {
        List<String> found =
                lines.stream().filter(line -> line.contains(subject)).toList();
        return String.join("\n", found.subList(Math.max(0, found.size() - SHOWN), found.size()));
    }
}
