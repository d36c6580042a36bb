package tablemirror.bench;

import java.io.IOException;

/** Runs one measurement and prints its table. */
public final class Bench {
    private static final String USAGE = """
            usage: ./bench/run pace|capacity|backlog

              pace      operations per second at three configured rates, two workers busy
              capacity  what gets through, and what is refused, before a server whose capacity nobody tells
              backlog   how 50,000 waiting changes are worked off
            """;

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (String.join(" ", arguments)) {
            case "pace" -> PaceRun.run();
            case "capacity" -> CapacityRun.run();
            case "backlog" -> BacklogRun.run();
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }
}
