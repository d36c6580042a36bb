package tablemirror.function;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Elapsed time, waiting, and what waits side by side, as one thing, so that a test or a simulation can drive them by
 * hand. It knows nothing of the time of day: a worker's clock may be wrong, its elapsed time is not.
 */
public interface Ticker {
    /** The machine's own elapsed time. An interrupt ends a wait early and stays set. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration wait) {
            long until = System.nanoTime() + wait.toNanos();
            for (long left = wait.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); ) {
                LockSupport.parkNanos(left);
                left = until - System.nanoTime();
            }
        }
    };

    /** Nanoseconds since an arbitrary moment; only differences mean anything. */
    long nanoTime();

    /** Waits this long; zero or less returns at once. */
    void sleep(Duration wait);

    /** Threads for calls made side by side; closing it awaits them. Where time is driven by hand there is one thread. */
    default ExecutorService threads() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
