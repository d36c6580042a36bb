package tablemirror.indexer;

import java.net.URI;
import java.util.Map;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;

/** What the indexer is told by its environment. */
record IndexerSettings(
        TableSettings table,
        String queueUrl,
        String deadLetterQueueUrl,
        URI openSearchEndpoint,
        String indexAlias,
        String timestampField) {

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static IndexerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        IndexerSettings settings = new IndexerSettings(
                TableSettings.read(in),
                in.text("QUEUE_URL"),
                in.text("DEAD_LETTER_QUEUE_URL"),
                in.endpoint("OPENSEARCH_ENDPOINT"),
                in.text("INDEX_ALIAS"),
                in.text("TIMESTAMP_FIELD"));
        in.refuseIfWrong();
        return settings;
    }
}
