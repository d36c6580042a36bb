package tablemirror.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tablemirror.local.ColdStart;
import tablemirror.local.ColdStart.Start;
import tablemirror.local.ProxiedMirror;

/** How long each function takes from the start of its JVM to its first answer, on one core. */
final class ColdStartRun {
    private static final int STARTS = 5;
    private static final Map<String, String> EVENTS = Map.of(
            "Producer",
            new String(Work.event("cold", 0, 1, 1024), StandardCharsets.UTF_8),
            "Indexer",
            Work.queueEvent("cold"),
            "DlqReplayer",
            "{\"action\":\"inspect\"}",
            "Refill",
            "{\"step\":\"status\"}");

    private ColdStartRun() {}

    static Section run() throws IOException, InterruptedException {
        Table table = Table.of(
                "Cold start on one core",
                "function",
                "memory MiB",
                "zip bytes",
                "init ms",
                "first answer ms",
                "second answer ms",
                "classes loaded");
        try (ProxiedMirror mirror = ProxiedMirror.start(Map.of());
                ColdStart cold = new ColdStart(mirror)) {
            mirror.pauseIndexer();
            for (String function : cold.functions()) {
                table = row(table, cold, function);
            }
        }
        return Section.of(
                "coldstart",
                "Cold start",
                "Medians of %d starts of the unpacked zip at the template's memory, this process and the function pinned to one core that only idle servers share; under AWS's runtime interface client with the compiler that Lambda's runtime stops at (C1). Init: from the start of the JVM until it asks for its first invocation. Second answer: the same event again, which is what an invocation costs once everything is loaded, as after a snapshot that was primed."
                        .formatted(STARTS),
                table);
    }

    private static Table row(Table table, ColdStart cold, String function) throws IOException, InterruptedException {
        String event = EVENTS.getOrDefault(function, "{}");
        List<Start> starts = new ArrayList<>();
        Cores.pin(0);
        try {
            for (int i = 0; i < STARTS; i++) {
                starts.add(cold.start(function, event, Map.of()));
            }
        } finally {
            Cores.unpin();
        }
        if (starts.stream().anyMatch(Start::failed)) {
            throw new IllegalStateException("%s failed: %s".formatted(function, Files.readString(cold.log(function))));
        }
        return table.with(
                function,
                cold.memoryMegabytes(function),
                cold.zipBytes(function),
                median(starts, Start::init),
                median(starts, Start::firstAnswer),
                median(starts, Start::secondAnswer),
                classes(cold, function, event));
    }

    private static double median(List<Start> starts, Function<Start, Duration> part) {
        List<Duration> sorted = starts.stream().map(part).sorted().toList();
        return sorted.get(sorted.size() / 2).toNanos() / 1e6;
    }

    /** Classes that were loaded by the end of two invocations, as the JVM's own log counts them. */
    private static long classes(ColdStart cold, String function, String event)
            throws IOException, InterruptedException {
        var unused = cold.start(
                function, event, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + cold.log("classes")));
        try (var lines = Files.lines(cold.log("classes"))) {
            return lines.filter(line -> line.contains(" source: ")).count();
        }
    }
}
