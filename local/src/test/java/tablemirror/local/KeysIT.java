package tablemirror.local;

import static tablemirror.local.Mirror.text;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items whose key is a number and a binary: the same document id from stream, table and replay. */
@TestInstance(Lifecycle.PER_CLASS)
class KeysIT {
    private static final Map<String, AttributeValue> KEY = Map.of(
            "year", AttributeValue.fromN("2026.50"),
            "hash", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-1, 62, 63})));
    private static final String ID = "2026.5|_z4_";

    private Mirror mirror;

    @BeforeAll
    void start() throws InterruptedException {
        mirror = Mirror.start(LocalOptions.defaults()
                .withTable("Composite.Keys")
                .withPartitionKey("year:N")
                .withSortKey("hash:B"));
    }

    @AfterAll
    void stop() {
        mirror.close();
    }

    @Test
    void aNumberAndABinaryMakeAnId() {
        mirror.put(item("inserted"));
        mirror.awaitDocument(ID, document -> document.path("stage").asText().equals("inserted"));
        mirror.put(item("modified"));
        mirror.awaitDocument(ID, document -> document.path("stage").asText().equals("modified"));
        mirror.delete(KEY);
        mirror.awaitNoDocument(ID);
    }

    private static Map<String, AttributeValue> item(String stage) {
        Map<String, AttributeValue> item = new HashMap<>(KEY);
        item.put("stage", text(stage));
        return item;
    }
}
