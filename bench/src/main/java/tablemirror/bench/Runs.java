package tablemirror.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** What measurements have in common. */
final class Runs {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private Runs() {}

    /** The bulks of this time, once both workers have been at it for that long. The backlog must last. */
    static Bulks measure(ProxiedMirror mirror, Duration warmUp, Duration time) {
        mirror.resumeIndexer();
        await("the first bulk", () -> mirror.proxy().bulks().requests() > 0);
        Ticker.SYSTEM.sleep(warmUp);
        long fromNanos = System.nanoTime();
        Ticker.SYSTEM.sleep(time);
        Bulks bulks = mirror.proxy().bulks().during(fromNanos, time);
        if (mirror.waiting() < 1) {
            throw new IllegalStateException("the backlog was used up before the time was: nothing is measured");
        }
        return bulks;
    }

    static void await(String what, BooleanSupplier condition) {
        Deadline deadline = Deadline.in(PATIENCE, Ticker.SYSTEM);
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed()) {
                throw new IllegalStateException("not within %s: %s".formatted(PATIENCE, what));
            }
            Ticker.SYSTEM.sleep(BETWEEN_LOOKS);
        }
    }
}
