package tablemirror.replayer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tablemirror.change.KeySchema;
import tablemirror.function.TableSettings;

class ReplayerSettingsTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TABLE_NAME", "Things",
            "PARTITION_KEY", "id",
            "QUEUE_URL", "http://sqs/changes",
            "DEAD_LETTER_QUEUE_URL", "http://sqs/dead",
            "FAILED_RECORDS_BUCKET", "failed",
            "OPENSEARCH_ENDPOINT", "search.example.com",
            "INDEX_ALIAS", "things",
            "TIMESTAMP_FIELD", "indexedAt",
            "REPLAY_RATE_PER_SECOND", "100");

    @Test
    void everySettingIsRead() {
        ReplayerSettings settings = ReplayerSettings.from(ENVIRONMENT);
        assertEquals(
                new ReplayerSettings(
                        new TableSettings("Things", new KeySchema("id", null)),
                        "http://sqs/changes",
                        "http://sqs/dead",
                        "failed",
                        URI.create("https://search.example.com"),
                        "things",
                        settings.documents(),
                        100),
                settings);
        assertEquals("indexedAt", settings.documents().timestampField());
    }

    @Test
    void everyMistakeIsNamed() {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("REPLAY_RATE_PER_SECOND", "10001");
        environment.remove("FAILED_RECORDS_BUCKET");
        assertEquals(
                "wrong settings: FAILED_RECORDS_BUCKET is not set; REPLAY_RATE_PER_SECOND is 10001, must be a whole"
                        + " number in 1..10000. They come from the parameters of template.yaml.",
                assertThrows(IllegalArgumentException.class, () -> ReplayerSettings.from(environment))
                        .getMessage());
    }
}
