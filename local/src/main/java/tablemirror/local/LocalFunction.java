package tablemirror.local;

import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A function, run in as many processes as there are invocations at once: idle ones are used again, dead ones replaced.
 * Shows each new kind of start-up error once, in full. Safe to share between threads.
 */
final class LocalFunction implements Invoker, AutoCloseable {
    private final FunctionPackage unpacked;
    private final Progress progress;
    private final Deque<ExecutionEnvironment> idle = new ConcurrentLinkedDeque<>();
    private final Set<ExecutionEnvironment> all = ConcurrentHashMap.newKeySet();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    LocalFunction(FunctionPackage unpacked, Progress progress) {
        this.unpacked = unpacked;
        this.progress = progress;
    }

    FunctionSpec spec() {
        return unpacked.function();
    }

    @Override
    public Invocation invoke(byte[] event) throws InterruptedException {
        ExecutionEnvironment environment = take();
        Invocation invocation = environment.invoke(event);
        if (invocation instanceof Invocation.FunctionError error) {
            show(error);
        }
        giveBack(environment);
        return invocation;
    }

    /** Starts a process before it is needed. An error when the function cannot be started. */
    void warm() throws InterruptedException {
        ExecutionEnvironment environment = take();
        if (environment.start() instanceof Invocation.FunctionError error) {
            throw new UsageError(
                    "%s cannot be started: %s (its log is %s)".formatted(spec().id(), error.summary(), unpacked.log()));
        }
        giveBack(environment);
    }

    /** Ends all its processes in the middle of whatever they do, as kill -9 would; the next invocation starts another. */
    void kill() {
        all.forEach(ExecutionEnvironment::close);
    }

    private ExecutionEnvironment take() {
        for (var environment = idle.pollFirst(); environment != null; environment = idle.pollFirst()) {
            if (environment.isAlive()) {
                return environment;
            }
            discard(environment);
        }
        ExecutionEnvironment started = ExecutionEnvironment.start(unpacked);
        all.add(started);
        if (closed) {
            discard(started);
        }
        return started;
    }

    private void giveBack(ExecutionEnvironment environment) {
        if (environment.isAlive() && !closed) {
            idle.addFirst(environment);
        } else {
            discard(environment);
        }
    }

    private void discard(ExecutionEnvironment environment) {
        all.remove(environment);
        environment.close();
    }

    private void show(Invocation.FunctionError error) {
        if (shown.add(error.summary()) && !closed) {
            progress.say("%s failed: %s (more in %s)".formatted(spec().id(), error.summary(), unpacked.log()));
        }
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(this::discard);
    }
}
