package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Programs that come with Node.js, which need not be there. */
final class NodeProcess {
    private static final int PATIENCE_SECONDS = 180;

    private NodeProcess() {}

    /** Runs it, or skips the test when it is not there or does not succeed. */
    static void require(Path directory, String... command) throws InterruptedException {
        try {
            Process process = start(directory, command);
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
            process.destroyForcibly();
        } catch (IOException e) {
            // Not installed: skipped like one that fails.
        }
        abort("skipped: `%s` does not run here; install Node.js 20 or later with npm, and reach its registry once"
                .formatted(String.join(" ", command)));
    }

    /** What it writes when it gets this. */
    static byte[] run(Path directory, byte[] input, String... command)
            throws IOException, InterruptedException, ExecutionException {
        Process process = start(directory, command);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        var output = new FutureTask<>(() -> process.getInputStream().readAllBytes());
        Thread.ofVirtual().start(output);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("not within %d s: %s".formatted(PATIENCE_SECONDS, String.join(" ", command)));
        }
        assertEquals(0, process.exitValue(), "see the error output");
        return output.get();
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
