package tablemirror.local;

import java.util.concurrent.locks.StampedLock;

/**
 * Lets work through while it is open. Closing waits until what is under way has ended, so a closed gate means that
 * nothing goes on behind it. Safe to share between threads; opening and closing may come from any.
 */
final class Gate {
    private final StampedLock lock = new StampedLock();
    private long closed;

    /** Does this once the gate is open. */
    <T> T pass(Work<T> work) throws InterruptedException {
        long stamp = lock.readLockInterruptibly();
        try {
            return work.run();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    synchronized void close() {
        if (closed == 0) {
            closed = lock.writeLock();
        }
    }

    synchronized void open() {
        if (closed != 0) {
            lock.unlockWrite(closed);
            closed = 0;
        }
    }

    /** What is done behind the gate. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}
