package tablemirror.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be closed, in the reverse of the order in which it was opened. What comes after the end is closed at once,
 * so that an end in the middle of a start leaves nothing behind. Safe to share between threads.
 */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        if (closed) {
            close();
            throw new IllegalStateException("stopped while starting");
        }
        return opened;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e);
            }
        }
    }
}
