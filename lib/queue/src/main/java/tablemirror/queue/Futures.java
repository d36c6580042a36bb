package tablemirror.queue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for a task to its end: nothing may go on after the invocation that started it. */
final class Futures {
    private Futures() {}

    static <T> T join(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch failed by a bug", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
