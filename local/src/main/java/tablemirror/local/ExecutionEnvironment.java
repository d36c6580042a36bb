package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of a function, for one invocation at a time. Once an invocation has died or run out of time, the process
 * is gone and the environment of no more use. Not safe to share between threads.
 */
final class ExecutionEnvironment implements AutoCloseable {
    /** Lambda gives ten seconds; here several JVMs may be starting at once. */
    private static final Duration INIT_TIMEOUT = Duration.ofSeconds(60);

    private final FunctionSpec function;
    private final RuntimeApi api;
    private final ChildProcess process;

    private ExecutionEnvironment(FunctionSpec function, RuntimeApi api, ChildProcess process) {
        this.function = function;
        this.api = api;
        this.process = process;
        process.whenExited(status -> api.end(exited(status)));
    }

    static ExecutionEnvironment start(FunctionPackage unpacked) {
        try {
            RuntimeApi api = new RuntimeApi();
            return new ExecutionEnvironment(unpacked.function(), api, unpacked.start(api.address()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it can be invoked. A function error when it never will be. */
    Invocation start() throws InterruptedException {
        return await(api.initialised(), INIT_TIMEOUT, "Init timed out after %d.00 seconds");
    }

    /** Runs the function on this event, waiting for it to be initialised first. */
    Invocation invoke(byte[] event) throws InterruptedException {
        Invocation start = start();
        if (start instanceof Invocation.FunctionError) {
            return start;
        }
        Duration timeout = function.timeout();
        return await(api.invoke(event, function.arn(), timeout), timeout, "Task timed out after %d.00 seconds");
    }

    private Invocation await(CompletableFuture<Invocation> answer, Duration atMost, String message)
            throws InterruptedException {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            return Invocation.FunctionError.of("Sandbox.Timedout", message.formatted(atMost.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private static Invocation exited(int status) {
        return Invocation.FunctionError.of(
                "Runtime.ExitError", "Runtime exited with error: exit status %d".formatted(status));
    }

    @Override
    public void close() {
        process.kill();
        api.close();
    }
}
