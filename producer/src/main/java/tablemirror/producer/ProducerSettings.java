package tablemirror.producer;

import java.util.Map;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;

/** What the producer is told by its environment. */
record ProducerSettings(TableSettings table, String queueUrl) {

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static ProducerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        ProducerSettings settings = new ProducerSettings(TableSettings.read(in), in.text("QUEUE_URL"));
        in.refuseIfWrong();
        return settings;
    }
}
