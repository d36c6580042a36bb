package tablemirror.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tablemirror.function.Ticker;

/** Somebody who writes to the table all the time: puts, updates and deletes the items of one name until it is closed. */
final class Load implements AutoCloseable {
    private static final int ITEMS = 200;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(5);
    private static final Duration AFTER_ERROR = Duration.ofMillis(500);
    private static final int BATCH = 25;

    private final Mirror mirror;
    private final String name;
    private final Random random = new Random(1);
    private final AtomicInteger changes = new AtomicInteger();
    private final CompletableFuture<Void> writing;
    private volatile boolean stopped;

    private Load(Mirror mirror, String name) {
        this.mirror = mirror;
        this.name = name;
        // Its own thread: where there are few processors, the common pool's only one is needed by those who wait for
        // it.
        this.writing = CompletableFuture.runAsync(
                this::write, task -> Thread.ofVirtual().start(task));
    }

    /** Begins to write items whose ids begin with this. */
    static Load start(Mirror mirror, String name) {
        return new Load(mirror, name);
    }

    /** Returns when so many more changes have been made. */
    void awaitMore(int more) {
        int enough = changes.get() + more;
        Mirror.await(enough + " changes", () -> changes.get() >= enough || writing.isDone());
    }

    private void write() {
        while (!stopped) {
            try {
                change(name + "-" + random.nextInt(ITEMS));
                changes.incrementAndGet();
            } catch (SdkException e) {
                // Made or not, and the next change is of another item: whatever the table holds then is right.
                Ticker.SYSTEM.sleep(AFTER_ERROR);
            }
            Ticker.SYSTEM.sleep(BETWEEN_CHANGES);
        }
    }

    private void change(String id) {
        if (random.nextInt(4) == 0) {
            mirror.delete(id);
        } else {
            mirror.put(id, "change", AttributeValue.fromN(Integer.toString(changes.get())));
        }
    }

    /** Ends it, with the error if there was one. */
    @Override
    public void close() {
        stopped = true;
        writing.join();
    }

    /** Puts so many new items, as fast as it goes. */
    static void putAll(Mirror mirror, String name, int items) {
        for (int start = 0; start < items; start += BATCH) {
            List<WriteRequest> batch = IntStream.range(start, Math.min(start + BATCH, items))
                    .mapToObj(i -> WriteRequest.builder()
                            .putRequest(r -> r.item(Map.of("id", Mirror.text(name + "-" + i))))
                            .build())
                    .toList();
            mirror.application()
                    .clients()
                    .dynamodb()
                    .batchWriteItem(r -> r.requestItems(Map.of(mirror.table(), batch)));
        }
    }
}
