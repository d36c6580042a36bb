package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/** Writes the sample into the table as an application would, waits until all of it is found, and searches in it. */
final class SampleRun {
    /** What BatchWriteItem takes at most. */
    private static final int BATCH = 25;

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration STALLED = Duration.ofMinutes(2);
    private static final String QUERY = "san juan";
    private static final int HITS = 8;

    private final LocalApplication application;
    private final String table;
    private final Progress progress;

    SampleRun(LocalApplication application, String table, Progress progress) {
        this.application = application;
        this.table = table;
        this.progress = progress;
    }

    /** Throws when the items do not all become searchable, saying how far it came. */
    void run() {
        List<Map<String, AttributeValue>> items = Sample.items();
        long start = System.nanoTime();
        write(items);
        long written = System.nanoTime();
        awaitSearchable(items.size());
        progress.say("%,d cities written to table %s in %s, all searchable after %s"
                .formatted(items.size(), table, seconds(written - start), seconds(System.nanoTime() - start)));
        search();
    }

    private void write(List<Map<String, AttributeValue>> items) {
        for (int from = 0; from < items.size(); from += BATCH) {
            List<WriteRequest> batch = items.subList(from, Math.min(items.size(), from + BATCH)).stream()
                    .map(item -> WriteRequest.builder()
                            .putRequest(put -> put.item(item))
                            .build())
                    .toList();
            write(Map.of(table, batch));
            progress.step("written: %,d of %,d cities".formatted(from + batch.size(), items.size()));
        }
    }

    private void write(Map<String, List<WriteRequest>> batch) {
        Map<String, List<WriteRequest>> left = batch;
        for (int attempts = 1; !left.isEmpty(); attempts++) {
            Map<String, List<WriteRequest>> asked = left;
            left = application
                    .clients()
                    .dynamodb()
                    .batchWriteItem(request -> request.requestItems(asked))
                    .unprocessedItems();
            if (!left.isEmpty()) {
                Ticker.SYSTEM.sleep(BACKOFF.after(attempts, RandomGenerator.getDefault()));
            }
        }
    }

    private void awaitSearchable(int all) {
        long found = application.index().count();
        Deadline deadline = Deadline.in(STALLED, Ticker.SYSTEM);
        while (found < all) {
            progress.step("searchable: %,d of %,d cities".formatted(found, all));
            if (deadline.hasPassed()) {
                throw new IllegalStateException("%,d of %,d cities are searchable, and for %d s none came: look into %s"
                        .formatted(found, all, STALLED.toSeconds(), application.log("Indexer")));
            }
            Ticker.SYSTEM.sleep(BETWEEN_LOOKS);
            long now = application.index().count();
            deadline = now > found ? Deadline.in(STALLED, Ticker.SYSTEM) : deadline;
            found = now;
        }
    }

    private void search() {
        progress.say("search for \"%s\" in field name:".formatted(QUERY));
        for (JsonNode city : application.index().match("name", QUERY, HITS)) {
            progress.say("  %-10s %-28s %-3s %s"
                    .formatted(
                            city.path("cityId").asText(),
                            city.path("name").asText(),
                            city.path("country").asText(),
                            city.path("admin1").asText()));
        }
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }
}
