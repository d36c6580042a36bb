package tablemirror.simulation;

import java.util.concurrent.Semaphore;

/**
 * Something that runs beside others in simulated time: a poller, an invocation, a writer. It has a thread of its own, but
 * runs only while it holds the scheduler's one baton.
 */
final class Actor {
    final String name;
    /** Fired when it has ended, one way or the other. */
    final Signal ended = new Signal();

    private final Semaphore baton = new Semaphore(0);
    /** Counts its resumptions, so that an older reason to wake it is known to be out of date. */
    private long resumed;

    private long endNanos = Long.MAX_VALUE;
    private boolean killed;
    private boolean over;

    Actor(String name) {
        this.name = name;
    }

    /** It is killed when this moment comes. */
    Actor endingAt(long nanos) {
        endNanos = nanos;
        return this;
    }

    long endNanos() {
        return endNanos;
    }

    long resumed() {
        return resumed;
    }

    boolean isOver() {
        return over;
    }

    boolean isKilled() {
        return killed;
    }

    void kill() {
        killed = true;
    }

    void over() {
        over = true;
    }

    void takeBaton() {
        baton.acquireUninterruptibly();
        resumed++;
    }

    /** Counts as resumed without having let go. */
    void keepBaton() {
        resumed++;
    }

    void giveBaton() {
        baton.release();
    }
}
