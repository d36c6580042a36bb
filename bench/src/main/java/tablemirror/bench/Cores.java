package tablemirror.bench;

import java.io.IOException;

/** Keeps this process, and what it starts from then on, on one core as long as it is pinned. Needs {@code taskset}, so Linux. */
final class Cores {
    private static final int ALL = Runtime.getRuntime().availableProcessors();
    /** It fails where a thread ends between being listed and being pinned. */
    private static final int ATTEMPTS = 10;

    private Cores() {}

    /** To the first core, 0, or another. */
    static void pin(int core) throws IOException, InterruptedException {
        taskset(Integer.toString(core));
    }

    static void unpin() throws IOException, InterruptedException {
        taskset("0-" + (ALL - 1));
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
