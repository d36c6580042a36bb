package tablemirror.indexer;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.DocumentSettings;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;
import tablemirror.tuning.LiveRate;

/** What the indexer is told by its environment. */
record IndexerSettings(
        TableSettings table,
        String queueUrl,
        String deadLetterQueueUrl,
        URI openSearchEndpoint,
        String indexAlias,
        DocumentSettings documents,
        BulkLimits bulk,
        int ratePerSecond,
        int workers,
        Optional<String> rateParameter) {
    /** Ten messages, the most that are handed over, must be written within one invocation. */
    private static final double LEAST_PER_SECOND = 0.25;

    private static final int MOST_PER_SECOND = 100_000;

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static IndexerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        TableSettings table = TableSettings.read(in);
        IndexerSettings settings = new IndexerSettings(
                table,
                in.text("QUEUE_URL"),
                in.text("DEAD_LETTER_QUEUE_URL"),
                in.endpoint("OPENSEARCH_ENDPOINT"),
                in.text("INDEX_ALIAS"),
                DocumentSettings.read(in, table.keys()),
                new BulkLimits(
                        in.wholeNumber("BULK_MAX_DOCUMENTS", 1, 10_000),
                        in.wholeNumber("BULK_MAX_BYTES", 1 << 20, 9 << 20)),
                in.wholeNumber("INDEX_RATE_PER_SECOND", 1, MOST_PER_SECOND),
                in.wholeNumber("MAX_CONCURRENCY", 2, 1000),
                Optional.ofNullable(in.optionalText("RATE_PARAMETER")));
        settings.checkShare(in);
        in.refuseIfWrong();
        return settings;
    }

    /** What the parameter may say, if there is to be one. */
    Optional<LiveRate.Settings> liveRate() {
        int least = (int) Math.ceil(LEAST_PER_SECOND * workers);
        return rateParameter.map(name -> new LiveRate.Settings(name, ratePerSecond, least, MOST_PER_SECOND));
    }

    private void checkShare(SettingsReader in) {
        double share = (double) ratePerSecond / workers;
        if (share < LEAST_PER_SECOND) {
            in.wrong(("INDEX_RATE_PER_SECOND is %d and MAX_CONCURRENCY %d: a worker's %.3f operations per second are"
                            + " too few for ten messages an invocation, must be at least %s; lower MAX_CONCURRENCY")
                    .formatted(ratePerSecond, workers, share, LEAST_PER_SECOND));
        }
    }
}
