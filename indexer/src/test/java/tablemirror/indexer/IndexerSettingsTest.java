package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexerSettingsTest {
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("TABLE_NAME", "Things"),
            Map.entry("PARTITION_KEY", "id"),
            Map.entry("SORT_KEY", ""),
            Map.entry("QUEUE_URL", "http://q"),
            Map.entry("DEAD_LETTER_QUEUE_URL", "http://d"),
            Map.entry("OPENSEARCH_ENDPOINT", "search.example"),
            Map.entry("INDEX_ALIAS", "things"),
            Map.entry("TIMESTAMP_FIELD", "indexedAt"),
            Map.entry("BULK_MAX_DOCUMENTS", "500"),
            Map.entry("BULK_MAX_BYTES", "5242880"),
            Map.entry("INDEX_RATE_PER_SECOND", "1000"),
            Map.entry("MAX_CONCURRENCY", "2"));

    @Test
    void everySettingIsRead() {
        IndexerSettings settings = IndexerSettings.from(GOOD);
        assertEquals("Things", settings.table().name());
        assertEquals("https://search.example", settings.openSearchEndpoint().toString());
        assertEquals(new BulkLimits(500, 5 << 20), settings.bulk());
        assertEquals(1000, settings.ratePerSecond());
        assertEquals(2, settings.workers());
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        String refusal = refusal(Map.of());
        for (String name : GOOD.keySet()) {
            assertTrue(name.equals("SORT_KEY") || refusal.contains(name + " is not set"), refusal);
        }
    }

    @Test
    void aRateOfZeroOrNonsenseIsRefused() {
        assertTrue(refusal(with("INDEX_RATE_PER_SECOND", "0")).contains("INDEX_RATE_PER_SECOND is 0, must be"));
        assertTrue(refusal(with("INDEX_RATE_PER_SECOND", "fast")).contains("INDEX_RATE_PER_SECOND is fast, must be"));
        assertTrue(refusal(with("INDEX_RATE_PER_SECOND", "-5")).contains("INDEX_RATE_PER_SECOND is -5, must be"));
        assertTrue(refusal(with("INDEX_RATE_PER_SECOND", "100001")).contains("must be a whole number in 1..100000"));
    }

    @Test
    void aShareTooSmallForAnInvocationIsRefused() {
        Map<String, String> enough = with("INDEX_RATE_PER_SECOND", "1");
        enough.put("MAX_CONCURRENCY", "4");
        assertEquals(4, IndexerSettings.from(enough).workers());
        enough.put("MAX_CONCURRENCY", "5");
        assertTrue(refusal(enough).contains("lower MAX_CONCURRENCY"));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(name, value);
        return settings;
    }

    private static String refusal(Map<String, String> settings) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> IndexerSettings.from(settings))
                .getMessage());
    }
}
