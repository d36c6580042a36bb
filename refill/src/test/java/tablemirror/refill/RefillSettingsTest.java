package tablemirror.refill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefillSettingsTest {
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("TABLE_NAME", "Things"),
            Map.entry("PARTITION_KEY", "id"),
            Map.entry("SORT_KEY", ""),
            Map.entry("QUEUE_URL", "http://q"),
            Map.entry("OPENSEARCH_ENDPOINT", "search.example"),
            Map.entry("INDEX_ALIAS", "things"),
            Map.entry("TIMESTAMP_FIELD", "indexedAt"),
            Map.entry("BUCKET", "own"),
            Map.entry("REFILL_RATE_PER_SECOND", "500"),
            Map.entry("REFILL_SEGMENTS", "4"),
            Map.entry("INDEX_RATE_PER_SECOND", "1000"),
            Map.entry("BULK_MAX_DOCUMENTS", "500"),
            Map.entry("BULK_MAX_BYTES", "5242880"),
            Map.entry("INDEXER_TIMEOUT_SECONDS", "60"));

    @Test
    void aNewStandbyIsWaitedForUntilEveryIndexerMustKnowOfIt() {
        RefillSettings settings = RefillSettings.from(GOOD);

        assertEquals(Duration.ofSeconds(10 + 60 + 30), settings.settle());
        assertEquals(5_000, settings.noBacklog());
        assertEquals("tablemirror-things", settings.journal());
        assertEquals("https://search.example", settings.openSearchEndpoint().toString());
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        String refusal = refusal(Map.of());
        for (String name : GOOD.keySet()) {
            assertTrue(name.equals("SORT_KEY") || refusal.contains(name + " is not set"), refusal);
        }
    }

    @Test
    void numbersHaveBounds() {
        Map<String, String> wrong = new HashMap<>(GOOD);
        wrong.put("REFILL_RATE_PER_SECOND", "0");
        wrong.put("REFILL_SEGMENTS", "101");
        String refusal = refusal(wrong);

        assertTrue(refusal.contains("REFILL_RATE_PER_SECOND is 0, must be a whole number in 1..100000"), refusal);
        assertTrue(refusal.contains("REFILL_SEGMENTS is 101, must be a whole number in 1..100"), refusal);
    }

    @Test
    void noSegmentHasLessThanOneOperationASecond() {
        Map<String, String> slow = new HashMap<>(GOOD);
        slow.put("REFILL_RATE_PER_SECOND", "3");

        assertEquals(3, RefillSettings.from(slow).segments());
        assertEquals(4, RefillSettings.from(GOOD).segments());
    }

    private static String refusal(Map<String, String> settings) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> RefillSettings.from(settings))
                .getMessage());
    }
}
