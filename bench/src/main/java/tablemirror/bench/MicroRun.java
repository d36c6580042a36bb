package tablemirror.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times the pieces one by one, with JMH. */
final class MicroRun {
    private MicroRun() {}

    static Section run() {
        Table table = Table.of("Microseconds per item", "piece", "document bytes", "µs per item", "± (99.9 %)");
        for (RunResult result : measure()) {
            String name = result.getParams().getBenchmark();
            table = table.with(
                    Micro.names().getOrDefault(name.substring(name.lastIndexOf('.') + 1), name),
                    Integer.parseInt(result.getParams().getParam("bytes")),
                    result.getPrimaryResult().getScore() / Micro.ITEMS,
                    result.getPrimaryResult().getScoreError() / Micro.ITEMS);
        }
        return Section.of(
                "micro",
                "Pieces",
                "JMH, a process of its own for each row, the compiler that Lambda's runtime stops at (C1); items come"
                        + " a hundred at a time.",
                table);
    }

    private static Collection<RunResult> measure() {
        try {
            return new Runner(new OptionsBuilder()
                            .include(Micro.class.getName())
                            .jvmArgs(ChildJvm.AS_LAMBDA.toArray(String[]::new))
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
