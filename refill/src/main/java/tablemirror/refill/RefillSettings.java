package tablemirror.refill;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tablemirror.function.DocumentSettings;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;
import tablemirror.index.DoubleWriter;

/** What the refill is told by its environment. */
record RefillSettings(
        TableSettings table,
        String queueUrl,
        URI openSearchEndpoint,
        String indexAlias,
        DocumentSettings documents,
        String bucket,
        int ratePerSecond,
        int segments,
        int indexRatePerSecond,
        int bulkDocuments,
        int bulkBytes,
        int indexerTimeoutSeconds) {
    /** For clocks that differ, and answers on their way. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final int KEPT_UP_WITH_SECONDS = 5;

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static RefillSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        TableSettings table = TableSettings.read(in);
        int ratePerSecond = in.wholeNumber("REFILL_RATE_PER_SECOND", 1, 100_000);
        int segments = in.wholeNumber("REFILL_SEGMENTS", 1, Segment.MOST);
        RefillSettings settings = new RefillSettings(
                table,
                in.text("QUEUE_URL"),
                in.endpoint("OPENSEARCH_ENDPOINT"),
                in.text("INDEX_ALIAS"),
                DocumentSettings.read(in, table.keys()),
                in.text("BUCKET"),
                ratePerSecond,
                // With less than one operation a second each some would hardly write a page.
                Math.min(segments, ratePerSecond),
                in.wholeNumber("INDEX_RATE_PER_SECOND", 1, 100_000),
                in.wholeNumber("BULK_MAX_DOCUMENTS", 1, 10_000),
                in.wholeNumber("BULK_MAX_BYTES", 1 << 20, 9 << 20),
                in.wholeNumber("INDEXER_TIMEOUT_SECONDS", 1, 900));
        in.refuseIfWrong();
        return settings;
    }

    /** After this no indexer is at work that does not know of a standby made now. */
    Duration settle() {
        return DoubleWriter.LOOKED_UP_EVERY
                .plus(Duration.ofSeconds(indexerTimeoutSeconds))
                .plus(MARGIN);
    }

    /** So many messages wait in a queue that is kept up with; a busy one is never seen empty. */
    int noBacklog() {
        return indexRatePerSecond * KEPT_UP_WITH_SECONDS;
    }

    /** The small index in which the work is noted. */
    String journal() {
        return "tablemirror-" + indexAlias;
    }
}
