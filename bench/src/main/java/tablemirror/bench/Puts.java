package tablemirror.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tablemirror.local.ProxiedMirror;

/**
 * Writes new items into the table at a steady rate, whether the table keeps up or not, and notes when each write was
 * confirmed. Closing it awaits them.
 */
final class Puts implements AutoCloseable {
    private static final String TEXT = "x".repeat(200);
    private static final double SECOND_NANOS = 1e9;

    private final ProxiedMirror mirror;
    private final String name;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final Map<String, Long> confirmedNanos = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private int written;

    /** Items whose ids begin with this. */
    Puts(ProxiedMirror mirror, String name) {
        this.mirror = mirror;
        this.name = name;
    }

    /** Writes so many at this rate; returns when the last is due. */
    void write(int items, double perSecond) {
        long from = System.nanoTime();
        for (int i = 0; i < items; i++) {
            long due = from + (long) (i / perSecond * SECOND_NANOS);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String id = name + "-" + written++;
            var unused = threads.submit(() -> put(id));
        }
    }

    private void put(String id) {
        try {
            mirror.put(Map.of(
                    ProxiedMirror.KEY,
                    AttributeValue.fromS(id),
                    "number",
                    AttributeValue.fromN("12.5"),
                    "text",
                    AttributeValue.fromS(TEXT)));
            confirmedNanos.put(id, System.nanoTime());
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            throw e;
        }
    }

    /** When each item's write was confirmed, by {@link System#nanoTime}. */
    Map<String, Long> confirmedNanos() {
        return confirmedNanos;
    }

    /** How many writes were asked for. */
    int asked() {
        return written;
    }

    @Override
    public void close() {
        threads.close();
        if (failures.get() > 0) {
            throw new IllegalStateException("%d of %d writes to the table failed".formatted(failures.get(), written));
        }
    }
}
