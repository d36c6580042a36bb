package tablemirror.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tablemirror.function.Ticker;
import tablemirror.local.Bulk;
import tablemirror.local.Bulk.Fate;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** What a load above OpenSearch's capacity, an outage and the recovery look like over time. */
final class BackpressureRun {
    private static final int CAPACITY = 150;
    private static final int CALM = 50;
    private static final int STEP = 300;
    private static final Duration UNTIL_STEP = Duration.ofSeconds(15);
    private static final Duration UNTIL_CALM = Duration.ofSeconds(20);
    private static final Duration UNTIL_OUTAGE = Duration.ofSeconds(25);
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private BackpressureRun() {}

    static Section run() throws IOException, InterruptedException {
        try (ProxiedMirror mirror = ProxiedMirror.start(Map.of("IndexRatePerSecond", "600"))) {
            mirror.proxy().limit(CAPACITY);
            long from = System.nanoTime();
            List<Double> waiting = new ArrayList<>();
            Puts puts = new Puts(mirror, "load");
            CompletableFuture<Void> scene = CompletableFuture.runAsync(
                    () -> play(mirror, puts), task -> Thread.ofPlatform().start(task));
            while (!scene.isDone() || mirror.waiting() > 0) {
                waiting.add((double) mirror.waiting());
                Ticker.SYSTEM.sleep(SECOND.multipliedBy(waiting.size()).minusNanos(System.nanoTime() - from));
            }
            scene.join();
            Map<String, Long> indexed =
                    Arrivals.await(mirror, puts.confirmedNanos().keySet());
            return section(mirror, from, waiting, puts, indexed);
        }
    }

    private static void play(ProxiedMirror mirror, Puts puts) {
        try (puts) {
            puts.write(CALM * (int) UNTIL_STEP.toSeconds(), CALM);
            puts.write(STEP * (int) UNTIL_CALM.toSeconds(), STEP);
            puts.write(CALM * (int) UNTIL_OUTAGE.toSeconds(), CALM);
            mirror.proxy().hang();
            puts.write(CALM * (int) OUTAGE.toSeconds(), CALM);
            mirror.proxy().limit(CAPACITY);
            puts.write(CALM * (int) UNTIL_STEP.toSeconds(), CALM);
        }
    }

    private static Section section(
            ProxiedMirror mirror, long from, List<Double> waiting, Puts puts, Map<String, Long> indexed) {
        int seconds = waiting.size();
        Bulks bulks = mirror.proxy().bulks();
        double[] lag = new double[seconds];
        Map<String, Duration> delays = Arrivals.delays(puts.confirmedNanos(), indexed);
        indexed.forEach((id, arrived) -> {
            int at = second(arrived, from, seconds);
            lag[at] = Math.max(lag[at], delays.getOrDefault(id, Duration.ZERO).toNanos() / 1e9);
        });
        Bulks refused = bulks.of(Fate.REFUSED);
        Table table = Table.of(
                        "Load step and outage",
                        "capacity/s",
                        "load/s",
                        "step/s",
                        "changes",
                        "indexed",
                        "dead letters",
                        "bulks",
                        "refused with 429",
                        "most waiting",
                        "longest lag s",
                        "whole run s")
                .with(
                        CAPACITY,
                        CALM,
                        STEP,
                        puts.asked(),
                        indexed.size(),
                        mirror.deadLetters(),
                        bulks.requests(),
                        refused.requests(),
                        waiting.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                        max(lag),
                        seconds);
        return Section.of(
                        "backpressure",
                        "Backpressure",
                        "OpenSearch behind a proxy that refuses bulks beyond %d operations a second with a 429, which the indexer is not told (IndexRatePerSecond 600). %d changes/s, from %d s on %d for %d s; from %d s on OpenSearch does not answer at all for %d s."
                                .formatted(
                                        CAPACITY,
                                        CALM,
                                        UNTIL_STEP.toSeconds(),
                                        STEP,
                                        UNTIL_CALM.toSeconds(),
                                        UNTIL_STEP
                                                .plus(UNTIL_CALM)
                                                .plus(UNTIL_OUTAGE)
                                                .toSeconds(),
                                        OUTAGE.toSeconds()),
                        table)
                .with(
                        chart(
                                "Documents per second",
                                "documents/s",
                                series("taken", perSecond(bulks.of(Fate.ANSWERED), from, seconds)),
                                series("refused (429)", perSecond(refused, from, seconds)),
                                series("written to the table", written(puts, from, seconds))),
                        chart(
                                "Changes waiting in the queue",
                                "changes",
                                new Chart.Series("waiting", axis(seconds), waiting)),
                        chart("Longest lag of what was indexed in a second", "s", series("lag", lag)));
    }

    private static double[] perSecond(Bulks bulks, long from, int seconds) {
        double[] counts = new double[seconds];
        for (Bulk bulk : bulks.all()) {
            counts[second(bulk.overNanos(), from, seconds)] += bulk.operations();
        }
        return counts;
    }

    private static double[] written(Puts puts, long from, int seconds) {
        double[] counts = new double[seconds];
        puts.confirmedNanos().values().forEach(at -> counts[second(at, from, seconds)]++);
        return counts;
    }

    private static int second(long nanos, long from, int seconds) {
        return Math.clamp((nanos - from) / SECOND.toNanos(), 0, seconds - 1);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static Chart chart(String title, String label, Chart.Series... series) {
        return new Chart(title, "seconds", label, List.of(series));
    }

    private static Chart.Series series(String name, double[] values) {
        return new Chart.Series(
                name, axis(values.length), Arrays.stream(values).boxed().toList());
    }

    private static List<Double> axis(int seconds) {
        List<Double> axis = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            axis.add((double) i);
        }
        return axis;
    }
}
