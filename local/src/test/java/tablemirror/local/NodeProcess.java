package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    static byte[] run(Path directory, byte[] input, String... command) throws IOException, InterruptedException {
        Process process = start(directory, command);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor(), () -> new String(output, StandardCharsets.UTF_8));
        return output;
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
