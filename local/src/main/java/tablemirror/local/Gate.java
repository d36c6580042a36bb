package tablemirror.local;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets work through while it is open. Closing keeps new work out and waits until what is under way has ended, so behind
 * a closed gate nothing goes on. Safe to share between threads; opening and closing may come from any.
 */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int inside;
    private boolean closed;

    /** Does this once the gate is open. */
    <T> T pass(Work<T> work) throws InterruptedException {
        enter();
        try {
            return work.run();
        } finally {
            leave();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            while (inside > 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            closed = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed) {
                changed.await();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is done behind the gate. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}
