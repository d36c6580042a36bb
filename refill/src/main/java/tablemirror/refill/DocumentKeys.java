package tablemirror.refill;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.table.TableScan.KeyType;

/**
 * From a document back to the key of its item. A text in a document may have been a string or bytes: the table knows the
 * types of its key attributes. Pure.
 */
final class DocumentKeys {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final KeySchema schema;
    private final Map<String, KeyType> types;

    DocumentKeys(KeySchema schema, Map<String, KeyType> types) {
        this.schema = schema;
        this.types = Map.copyOf(types);
    }

    /** The key, if these fields make one whose document has this id. */
    Optional<Key> key(String documentId, JsonNode fields) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (String name : schema.names()) {
            JsonNode field = fields.path(name);
            KeyType type = types.getOrDefault(name, KeyType.S);
            if (type == KeyType.N ? !field.isNumber() : !field.isTextual()) {
                return Optional.empty();
            }
            try {
                attributes.put(name, value(type, field.asText()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return key(attributes).filter(key -> key.documentId().equals(documentId));
    }

    /** The same from the whole document as it is stored, whose numbers have all their digits. */
    Optional<Key> key(String documentId, byte[] source) {
        try {
            return key(documentId, JSON.readTree(source));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Key> key(Map<String, Value> attributes) {
        try {
            return Optional.of(schema.key(attributes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Value value(KeyType type, String text) {
        return switch (type) {
            case S -> new Value.S(text);
            case N -> new Value.N(text);
            case B -> new Value.B(Base64.getDecoder().decode(text));
        };
    }
}
