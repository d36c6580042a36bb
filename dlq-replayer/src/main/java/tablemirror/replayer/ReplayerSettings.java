package tablemirror.replayer;

import java.net.URI;
import java.util.Map;
import tablemirror.function.DocumentSettings;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;

/** What the replayer is told by its environment. */
record ReplayerSettings(
        TableSettings table,
        String queueUrl,
        String deadLetterQueueUrl,
        String failedRecordsBucket,
        URI openSearchEndpoint,
        String indexAlias,
        DocumentSettings documents,
        int ratePerSecond) {

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static ReplayerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        TableSettings table = TableSettings.read(in);
        ReplayerSettings settings = new ReplayerSettings(
                table,
                in.text("QUEUE_URL"),
                in.text("DEAD_LETTER_QUEUE_URL"),
                in.text("FAILED_RECORDS_BUCKET"),
                in.endpoint("OPENSEARCH_ENDPOINT"),
                in.text("INDEX_ALIAS"),
                DocumentSettings.read(in, table.keys()),
                in.wholeNumber("REPLAY_RATE_PER_SECOND", 1, RequestReader.MAX_RATE));
        in.refuseIfWrong();
        return settings;
    }
}
