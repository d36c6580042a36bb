package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A JVM started here, its output appended to a file. It ends with this process, because it watches its standard input,
 * whose other end this object holds. Safe to share between threads.
 */
final class ChildProcess {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /** Starts it with exactly this environment. */
    static ChildProcess start(JavaCommand command, Path directory, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command.line())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Calls this with the exit status when it has ended. */
    void whenExited(IntConsumer action) {
        var unused = process.onExit().thenAccept(ended -> action.accept(ended.exitValue()));
    }

    /** Ends it at once, as kill -9 does, and returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        // Not onExit(): its future needs a thread of the common pool, which whoever waits here may occupy.
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends it this signal of POSIX, by its name without SIG. */
    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -%s %d: status %d".formatted(name, pid(), status));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end, and after a while ends it. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of a log, for an error message. */
    static String tail(Path log, int lines) {
        try {
            List<String> all = Files.readAllLines(log);
            return String.join(System.lineSeparator(), all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "(%s cannot be read: %s)".formatted(log, e.getMessage());
        }
    }
}
