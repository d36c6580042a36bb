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
        for (int from = 0; from < items.size(); from += BATCH) {
            int to = Math.min(items.size(), from + BATCH);
            write(items.subList(from, to));
            progress.step("%,d of %,d cities written".formatted(to, items.size()));
        }
        awaitSearchable(items.size());
        progress.say("%,d cities written to table %s and searchable after %.1f s"
                .formatted(items.size(), table, (System.nanoTime() - start) / 1e9));
        search();
    }

    private void write(List<Map<String, AttributeValue>> items) {
        List<WriteRequest> puts = items.stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        write(Map.of(table, puts));
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
            if (deadline.hasPassed()) {
                throw new IllegalStateException("%,d of %,d cities are searchable, and for %d s none came: look into %s"
                        .formatted(found, all, STALLED.toSeconds(), application.log("Indexer")));
            }
            long now = application.index().count();
            deadline = now > found ? Deadline.in(STALLED, Ticker.SYSTEM) : deadline;
            found = now;
            progress.step("%,d of %,d cities searchable".formatted(found, all));
            Ticker.SYSTEM.sleep(BETWEEN_LOOKS);
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
}
