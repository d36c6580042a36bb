package tablemirror.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls side by side are made one after the other, in the caller's thread; which of the first two comes first is open. */
final class SideBySide extends AbstractExecutorService {
    private final Choices choices;
    private @Nullable Runnable waiting;
    private int calls;
    private boolean shut;

    SideBySide(Choices choices) {
        this.choices = choices;
    }

    @Override
    public void execute(Runnable call) {
        if (calls++ == 0 && choices.oneOf(2) == 1) {
            waiting = call;
        } else {
            call.run();
            runWaiting();
        }
    }

    private void runWaiting() {
        Runnable call = waiting;
        waiting = null;
        if (call != null) {
            call.run();
        }
    }

    @Override
    public void shutdown() {
        shut = true;
        runWaiting();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shut;
    }

    @Override
    public boolean isTerminated() {
        return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shut;
    }
}
