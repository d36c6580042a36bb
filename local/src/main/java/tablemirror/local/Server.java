package tablemirror.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/**
 * One of the real servers, in a process of its own that can be killed and started again on the same port and files. Safe
 * to share between threads.
 */
final class Server implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOG_LINES = 15;

    private final String name;
    private final JavaCommand command;
    private final Path directory;
    private final Path log;
    private final URI address;
    private final String healthPath;
    private @Nullable ChildProcess process;
    private boolean closed;

    /**
     * A server that is not started yet.
     *
     * @param healthPath what answers without a server error once it is ready
     */
    Server(String name, JavaCommand command, DataDirectory data, URI address, String healthPath) {
        this.name = name;
        this.command = command;
        this.directory = data.server(name);
        this.log = data.log(name);
        this.address = address;
        this.healthPath = healthPath;
    }

    String name() {
        return name;
    }

    URI address() {
        return address;
    }

    /** Starts the process; {@link #awaitReady} tells when it can be used. */
    synchronized void start() {
        if (closed) {
            throw new IllegalStateException(name + " was stopped before its start");
        }
        process = ChildProcess.start(command, directory, System.getenv(), log);
    }

    /** Waits until it answers. */
    void awaitReady() {
        Deadline deadline = Deadline.in(START_TIMEOUT, Ticker.SYSTEM);
        while (!Http.isUp(address.resolve(healthPath))) {
            if (!isAlive()) {
                throw new IllegalStateException(
                        "%s ended at its start:%n%s".formatted(name, ChildProcess.tail(log, LOG_LINES)));
            }
            if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("%s did not answer at %s within %d s; its log is %s"
                        .formatted(name, address, START_TIMEOUT.toSeconds(), log));
            }
            Ticker.SYSTEM.sleep(BETWEEN_LOOKS);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** As kill -9, or a power cut, would. */
    synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it in the middle of whatever it does: connections stay open and nobody answers. */
    synchronized void freeze() {
        if (process != null) {
            process.signal("STOP");
        }
    }

    /** Lets it go on after {@link #freeze}, as if no time had passed. */
    synchronized void thaw() {
        if (process != null) {
            process.signal("CONT");
        }
    }

    /** Starts it again after {@link #kill}, and waits until it answers. */
    void restart() {
        kill();
        start();
        awaitReady();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            process.stop();
        }
    }
}
