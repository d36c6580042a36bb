package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rules about fields, from the template's parameters to documents, and verify agrees with what was written. */
class FieldsIT {
    private static final LocalOptions OPTIONS = LocalOptions.defaults()
            .withTable("Things")
            .withPartitionKey("id:S")
            .withParameter("FieldsInclude", "name,price")
            .withParameter("FieldsExclude", "secret")
            .withParameter("FieldsRename", "name=title")
            .withParameter("TimestampField", "seenAt")
            .withParameter("BulkMaxDocuments", "7")
            .withParameter("IndexRatePerSecond", "400");

    @Test
    void documentsHaveTheFieldsThatTheParametersSayAndVerifyAgrees() throws InterruptedException {
        try (Mirror mirror = Mirror.start(OPTIONS)) {
            for (int i = 0; i < 30; i++) {
                mirror.put(Map.of(
                        "id", text("item" + i),
                        "name", text("name" + i),
                        "price", AttributeValue.fromN("1.50"),
                        "other", text("x"),
                        "secret", text("y")));
            }
            for (int i = 0; i < 30; i++) {
                JsonNode document = mirror.awaitDocument("item" + i, any -> true);
                assertEquals("name" + i, document.path("title").asText());
                assertTrue(document.has("id") && document.has("price") && document.has("seenAt"), document::toString);
                assertFalse(
                        document.has("name") || document.has("other") || document.has("secret"), document::toString);
            }

            JsonNode report = mirror.run("RefillMachine", "{\"mode\": \"verify\"}");
            assertEquals(30, report.path("items").asInt(), report.toString());
            assertEquals(30, report.path("documents").asInt(), report.toString());
            assertEquals(0, report.path("differences").asInt(), report.toString());
        }
    }
}
