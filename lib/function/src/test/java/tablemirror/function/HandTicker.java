package tablemirror.function;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** Time that passes only when it is told to, or slept through. */
public final class HandTicker implements Ticker {
    private long nanos;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void sleep(Duration wait) {
        nanos += Math.max(0, wait.toNanos());
    }

    @Override
    public ExecutorService threads() {
        return new CallersThread();
    }
}
