package tablemirror.bench;

import java.io.IOException;

/** Keeps this process, and what it starts, on one core as long as it is pinned. Needs {@code taskset}, so Linux. */
final class OneCore {
    private OneCore() {}

    static void pin() throws IOException, InterruptedException {
        taskset("0");
    }

    static void unpin() throws IOException, InterruptedException {
        taskset("0-" + (CORES - 1));
    }

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static void taskset(String cores) throws IOException, InterruptedException {
        long self = ProcessHandle.current().pid();
        Process process = new ProcessBuilder("taskset", "-apc", cores, Long.toString(self))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException("taskset ended with %d, must pin %d to %s".formatted(status, self, cores));
        }
    }
}
