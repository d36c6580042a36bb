package tablemirror.producer;

import java.util.Map;
import tablemirror.change.KeySchema;
import tablemirror.function.SettingsReader;

/** What the producer is told by its environment. */
record ProducerSettings(String table, KeySchema keys, String queueUrl) {

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static ProducerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        String table = in.text("TABLE_NAME");
        String partitionKey = in.text("PARTITION_KEY");
        String sortKey = in.optionalText("SORT_KEY");
        String queueUrl = in.text("QUEUE_URL");
        if (partitionKey.equals(sortKey)) {
            in.wrong("PARTITION_KEY and SORT_KEY are both %s, must differ".formatted(sortKey));
        }
        in.refuseIfWrong();
        return new ProducerSettings(table, new KeySchema(partitionKey, sortKey), queueUrl);
    }
}
