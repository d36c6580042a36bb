package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the table holds or the index shows, to be compared: by id, the attributes as texts without the time of indexing. For
 * items of strings and numbers, and ten thousand of them at most.
 */
record Contents(Map<String, Map<String, String>> byId) {
    private static final int MOST = 10_000;

    /** All items of the table. */
    static Contents ofTable(Mirror mirror) {
        Map<String, Map<String, String>> byId = new HashMap<>();
        mirror.application()
                .clients()
                .dynamodb()
                .scanPaginator(r -> r.tableName(mirror.table()).consistentRead(true))
                .items()
                .forEach(item -> byId.put(id(item), texts(item)));
        return new Contents(byId);
    }

    /** All documents of the index. */
    static Contents ofIndex(Mirror mirror) {
        Http.post(mirror.at("_refresh"), Json.object());
        JsonNode hits =
                Http.post(mirror.at("_search"), Json.object().put("size", MOST)).at("/hits/hits");
        Map<String, Map<String, String>> byId = new HashMap<>();
        hits.forEach(hit -> byId.put(hit.path("_id").asText(), texts(hit.path("_source"))));
        return new Contents(byId);
    }

    /** The ids that are missing in one of the two or differ. */
    Set<String> differences(Contents other) {
        Set<String> ids = new TreeSet<>(byId.keySet());
        ids.addAll(other.byId.keySet());
        ids.removeIf(id -> byId.containsKey(id) && byId.get(id).equals(other.byId.get(id)));
        return ids;
    }

    private static String id(Map<String, AttributeValue> item) {
        return item.getOrDefault("id", Mirror.text("")).s();
    }

    private static Map<String, String> texts(Map<String, AttributeValue> item) {
        Map<String, String> texts = new HashMap<>();
        item.forEach((name, value) -> texts.put(name, value.s() == null ? value.n() : value.s()));
        return texts;
    }

    private static Map<String, String> texts(JsonNode source) {
        Map<String, String> texts = new HashMap<>();
        source.properties().stream()
                .filter(field -> !field.getKey().equals("indexedAt"))
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
