package tablemirror.bench;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tablemirror.local.Bulk.Fate;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** How a great many waiting changes are worked off when the pace does not hold them back. */
final class BacklogRun {
    private static final int CHANGES = 50_000;

    private BacklogRun() {}

    static void run() throws IOException, InterruptedException {
        Map<String, String> parameters = Map.of("IndexRatePerSecond", "100000", "MaxConcurrency", "2");
        try (ProxiedMirror mirror = ProxiedMirror.start(parameters)) {
            Set<String> lost = new HashSet<>(Changes.fill(mirror, CHANGES));
            mirror.resumeIndexer();
            Runs.await("an empty queue", () -> mirror.waiting() == 0);
            Bulks bulks = mirror.proxy().bulks();
            lost.removeAll(bulks.of(Fate.ANSWERED).ids());
            System.out.printf(
                    Locale.ROOT,
                    "changes  operations  bulks  documents per bulk  bulks per 1,000 changes  documents/s  lost  dead"
                            + " letters%n"
                            + "%7d  %10d  %5d  %18.1f  %23.2f  %11.0f  %4d  %12d%n",
                    CHANGES,
                    bulks.operations(),
                    bulks.requests(),
                    bulks.operationsPerRequest(),
                    bulks.requests() * 1000.0 / CHANGES,
                    bulks.operations() * 1e9 / bulks.span().toNanos(),
                    lost.size(),
                    mirror.deadLetters());
        }
    }
}
