package tablemirror.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tablemirror.local.Bulk.Fate;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** How much of a capacity that nobody tells them two workers use, and how often they run against it. */
final class CapacityRun {
    private static final int CAPACITY = 400;
    private static final int RATE = 2_000;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int CHANGES = 42_000;

    private CapacityRun() {}

    static void run() throws IOException, InterruptedException {
        Map<String, String> parameters = Map.of("IndexRatePerSecond", Integer.toString(RATE), "MaxConcurrency", "2");
        try (ProxiedMirror mirror = ProxiedMirror.start(parameters)) {
            Set<String> lost = new HashSet<>(Changes.fill(mirror, CHANGES));
            mirror.proxy().limit(CAPACITY);
            Bulks bulks = Runs.measure(mirror, WARM_UP, TIME);
            mirror.proxy().pass();
            Runs.await("an empty queue", () -> mirror.waiting() == 0);
            lost.removeAll(mirror.proxy().bulks().of(Fate.ANSWERED).ids());
            double goodput = (double) bulks.of(Fate.ANSWERED).operations() / TIME.toSeconds();
            double refused = (double) bulks.of(Fate.REFUSED).requests() / Math.max(1, bulks.requests());
            System.out.printf(
                    Locale.ROOT,
                    "capacity/s  configured/s  goodput/s  of capacity  requests  refused  lost  dead letters%n"
                            + "%10d  %12d  %9.1f  %10.1f%%  %8d  %6.1f%%  %4d  %12d%n",
                    CAPACITY,
                    RATE,
                    goodput,
                    goodput / CAPACITY * 100,
                    bulks.requests(),
                    refused * 100,
                    lost.size(),
                    mirror.deadLetters());
        }
    }
}
