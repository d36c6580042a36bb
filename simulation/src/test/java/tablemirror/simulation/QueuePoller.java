package tablemirror.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.indexer.SimulatedIndexer;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/**
 * Lambda's event source between the queue and one indexer: receives up to ten messages, invokes, deletes those that the
 * answer does not name. A sandbox that dies is replaced by a new one.
 */
final class QueuePoller {
    private static final Duration VISIBILITY = Duration.ofMinutes(6);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RESERVE = Duration.ofSeconds(1);
    private static final Duration LONG_POLL = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Surroundings around;
    private final SimulatedQueue queue;
    private final Oracle oracle;
    private final Supplier<SimulatedIndexer> sandboxes;
    private SimulatedIndexer indexer;
    private boolean busy;

    QueuePoller(Surroundings around, SimulatedQueue queue, Oracle oracle, Supplier<SimulatedIndexer> sandboxes) {
        this.around = around;
        this.oracle = oracle;
        this.queue = queue;
        this.sandboxes = sandboxes;
        this.indexer = sandboxes.get();
    }

    boolean isBusy() {
        return busy;
    }

    void run() {
        while (true) {
            busy = true;
            List<Received> messages =
                    queue.receive(Queue.MAX_ENTRIES, VISIBILITY, around.wire().patience());
            if (!messages.isEmpty()) {
                delete(messages, invoke(messages));
            }
            busy = false;
            if (messages.isEmpty()) {
                waitForMore();
            }
        }
    }

    private void waitForMore() {
        OptionalLong next = queue.queue().nextVisibleNanos();
        long now = around.scheduler().nanoTime();
        Duration wait = next.isPresent() ? Duration.ofNanos(next.getAsLong() - now) : FOR_EVER;
        // Something may have come while the empty answer was on its way.
        boolean more = !queue.queue().messages().isEmpty();
        around.scheduler().await(queue.arrivals, more && wait.compareTo(LONG_POLL) > 0 ? LONG_POLL : wait);
    }

    /** The messages that must come again, all of them when the indexer died. */
    private List<Received> invoke(List<Received> messages) {
        AtomicReference<@Nullable List<Received>> again = new AtomicReference<>();
        SimulatedIndexer sandbox = indexer;
        long sinceNanos = around.scheduler().nanoTime();
        Actor invocation = around.scheduler().start("indexer", () -> {
            Deadline deadline = Deadline.in(TIMEOUT.minus(RESERVE), around.scheduler());
            again.set(sandbox.index(messages, deadline));
        });
        invocation.endingAt(sinceNanos + TIMEOUT.toNanos());
        around.scheduler().await(invocation.ended, FOR_EVER);
        List<Received> answer = again.get();
        if (answer == null) {
            indexer = sandboxes.get();
            return messages;
        }
        oracle.comeAgain(answer, invocation, sinceNanos);
        return answer;
    }

    private void delete(List<Received> messages, List<Received> again) {
        Set<Received> kept = new HashSet<>(again);
        List<Received> done = messages.stream()
                .filter(message -> !kept.contains(message))
                .filter(message -> !around.happens(Fault.SOURCE_DELETES_PART))
                .toList();
        if (!done.isEmpty()) {
            queue.delete(done, around.wire().patience());
        }
    }
}
