package tablemirror.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tablemirror.local.Bulk;
import tablemirror.local.ProxiedMirror;

/** From a write that the table has confirmed to the bulk reply that confirms its document, on the local stack. */
final class LagRun {
    private static final int[] RATES = {10, 100, 500};
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int FLOOD = 15_000;

    private LagRun() {}

    static Section run() throws IOException, InterruptedException {
        Table lag = Table.of(
                "Replication lag",
                "changes/s",
                "changes",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "most ms",
                "documents per bulk");
        Table shares = Table.of("Processor time by process, at 100 changes/s", "process", "share");
        List<Chart.Series> curves = new ArrayList<>();
        try (ProxiedMirror mirror = ProxiedMirror.start(Map.of("IndexRatePerSecond", "10000"))) {
            write(mirror, "warm", (int) WARM_UP.toSeconds() * 200, 200);
            for (int rate : RATES) {
                Map<String, Duration> before = Processes.cpu();
                int bulksBefore = mirror.proxy().bulks().requests();
                Delays delays = write(mirror, "rate" + rate, rate * (int) TIME.toSeconds(), rate);
                if (rate == 100) {
                    shares = shares(shares, before, Processes.cpu());
                }
                int bulks = mirror.proxy().bulks().requests() - bulksBefore;
                lag = lag.with(
                        rate,
                        delays.count(),
                        delays.millis(50),
                        delays.millis(90),
                        delays.millis(99),
                        delays.mostMillis(),
                        (double) delays.count() / bulks);
                curves.add(delays.series(rate + " changes/s"));
            }
            return Section.of(
                            "lag",
                            "End to end",
                            "The packaged functions between DynamoDB Local, ElasticMQ and OpenSearch on one machine,"
                                    + " new items of about 230 bytes, IndexRatePerSecond 10,000, else the template's"
                                    + " settings. The lag runs from the table's confirmation to OpenSearch's reply; the"
                                    + " local stream is polled every 100 ms when idle, which is part of it. Sustained:"
                                    + " items written as fast as the table takes them, until the last is indexed.",
                            lag,
                            shares,
                            flood(mirror))
                    .with(new Chart("Lag by percentile", "percentile", "ms", curves));
        }
    }

    /** Writes and waits until all is indexed. */
    private static Delays write(ProxiedMirror mirror, String name, int items, double perSecond) {
        Puts puts = new Puts(mirror, name);
        try (puts) {
            puts.write(items, perSecond);
        }
        Map<String, Long> confirmed = puts.confirmedNanos();
        Map<String, Long> indexed = Arrivals.await(mirror, confirmed.keySet());
        Delays delays = new Delays();
        Arrivals.delays(confirmed, indexed).values().forEach(delays::add);
        return delays;
    }

    private static Table flood(ProxiedMirror mirror) {
        long from = System.nanoTime();
        Delays delays = write(mirror, "flood", FLOOD, 1e6);
        List<Bulk> all = mirror.proxy().bulks().all();
        double seconds = (all.getLast().overNanos() - from) / 1e9;
        return Table.of("Sustained", "items", "documents/s", "most lag ms")
                .with(FLOOD, FLOOD / seconds, delays.mostMillis());
    }

    private static Table shares(Table table, Map<String, Duration> before, Map<String, Duration> after) {
        Map<String, Duration> spent = new TreeMap<>(after);
        before.forEach((name, time) -> spent.merge(name, time.negated(), Duration::plus));
        double all = spent.values().stream().mapToLong(Duration::toNanos).sum();
        Table filled = table;
        for (Map.Entry<String, Duration> each : spent.entrySet()) {
            filled = filled.with(each.getKey(), each.getValue().toNanos() / all);
        }
        return filled;
    }
}
