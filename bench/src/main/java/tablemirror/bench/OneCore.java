package tablemirror.bench;

import java.io.IOException;

/** Keeps this process, and what it starts, on one core as long as it is pinned. Needs {@code taskset}, so Linux. */
final class OneCore {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    /** It fails where a thread ends between being listed and being pinned. */
    private static final int ATTEMPTS = 10;

    private OneCore() {}

    static void pin() throws IOException, InterruptedException {
        taskset("0");
    }

    static void unpin() throws IOException, InterruptedException {
        taskset("0-" + (CORES - 1));
    }

    private static void taskset(String cores) throws IOException, InterruptedException {
        long self = ProcessHandle.current().pid();
        int status = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Process process = new ProcessBuilder("taskset", "-apc", cores, Long.toString(self))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            status = process.waitFor();
            if (status == 0) {
                return;
            }
        }
        throw new IllegalStateException("taskset ended with %d, must pin %d to %s".formatted(status, self, cores));
    }
}
