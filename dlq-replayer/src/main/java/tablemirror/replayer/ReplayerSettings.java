package tablemirror.replayer;

import java.util.Map;
import tablemirror.function.SettingsReader;
import tablemirror.function.TableSettings;

/** What the replayer is told by its environment. */
record ReplayerSettings(TableSettings table, String queueUrl, String deadLetterQueueUrl) {

    /**
     * Reads all of it.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    static ReplayerSettings from(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        ReplayerSettings settings =
                new ReplayerSettings(TableSettings.read(in), in.text("QUEUE_URL"), in.text("DEAD_LETTER_QUEUE_URL"));
        in.refuseIfWrong();
        return settings;
    }
}
