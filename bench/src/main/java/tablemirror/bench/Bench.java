package tablemirror.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs measurements and prints their tables; {@code all} also writes them down. */
public final class Bench {
    private static final String USAGE = """
        usage: ./bench/run all [DIRECTORY]
               ./bench/run NAME...

          all           the measurements from stages to micro, kept as results.json and index.html in the
                        directory (docs/performance)
          stages        each function against its ceiling, and its own processor time
          requests      requests per change, by the state the pipeline is in
          cost          requests, at list prices
          lag           replication lag end to end
          coldstart     from the start of each function's JVM to its first answer
          memory        the most memory that each function needs
          backpressure  a load step, an outage and the recovery
          micro         the pieces of the way, with JMH
          pace          operations per second at three configured rates, two workers busy
          capacity      what gets through, and what is refused, before a server whose capacity nobody tells
          backlog       how 50,000 waiting changes are worked off
        """;

    /** One measurement. */
    private interface Run {
        Section run() throws IOException, InterruptedException;
    }

    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Results results;

    private Bench(Results results) {
        this.results = results;
        runs.put("stages", StagesRun::run);
        runs.put("requests", RequestsRun::run);
        runs.put("cost", () -> CostRun.run(results.section("requests").orElseThrow()));
        runs.put("lag", LagRun::run);
        runs.put("coldstart", ColdStartRun::run);
        runs.put("memory", MemoryRun::run);
        runs.put("backpressure", BackpressureRun::run);
        runs.put("micro", MicroRun::run);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            System.err.print(USAGE);
            System.exit(2);
        }
        List<String> names = new ArrayList<>(List.of(arguments));
        boolean all = names.getFirst().equals("all");
        Path directory =
                Path.of(all ? names.size() > 1 ? names.get(1) : "docs/performance" : "bench/target/performance");
        Bench bench = new Bench(new Results(Machine.here(), directory));
        if (all) {
            names = List.copyOf(bench.runs.keySet());
        } else if (names.contains("cost") && !names.contains("requests")) {
            names.addFirst("requests");
        }
        boolean allDone = true;
        for (String name : names) {
            allDone &= bench.runOne(name);
        }
        // Idle connections of clients would keep the process.
        System.exit(allDone ? 0 : 2);
    }

    /** False when it could not be done; the others are done all the same. */
    private boolean runOne(String name) throws InterruptedException {
        long from = System.nanoTime();
        try {
            switch (name) {
                case "pace" -> PaceRun.run();
                case "capacity" -> CapacityRun.run();
                case "backlog" -> BacklogRun.run();
                default -> {
                    Run run = runs.get(name);
                    if (run == null) {
                        System.err.print(USAGE);
                        return false;
                    }
                    Section section = run.run();
                    section.tables().forEach(table -> System.out.println(table.print()));
                    results.add(section);
                }
            }
            System.out.printf("%s took %d s%n%n", name, (System.nanoTime() - from) / 1_000_000_000);
            return true;
        } catch (IOException | RuntimeException | AssertionError e) {
            System.err.printf("%s failed: %s%n", name, e);
            e.printStackTrace(System.err);
            return false;
        }
    }
}
