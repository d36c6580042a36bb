package tablemirror.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** Which rate two busy workers keep at three configured ones, and how many operations their busiest second had. */
final class PaceRun {
    private static final int[] RATES = {50, 500, 2_000};
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(30);
    /** So many seconds' worth is waiting: warm-up and start of the second worker included. */
    private static final int BACKLOG_SECONDS = 50;

    private PaceRun() {}

    static void run() throws IOException, InterruptedException {
        StringBuilder table =
                new StringBuilder("configured/s  measured/s  deviation  busiest second  per bulk%n".formatted());
        for (int rate : RATES) {
            Map<String, String> parameters =
                    Map.of("IndexRatePerSecond", Integer.toString(rate), "MaxConcurrency", "2");
            try (ProxiedMirror mirror = ProxiedMirror.start(parameters)) {
                Changes.fill(mirror, rate * BACKLOG_SECONDS);
                Bulks bulks = Runs.measure(mirror, WARM_UP, TIME);
                double measured = (double) bulks.operations() / TIME.toSeconds();
                table.append(String.format(
                        Locale.ROOT,
                        "%12d  %10.1f  %+8.1f%%  %14d  %8.1f%n",
                        rate,
                        measured,
                        (measured / rate - 1) * 100,
                        bulks.busiestSecond(),
                        bulks.operationsPerRequest()));
            }
        }
        System.out.print(table);
    }
}
