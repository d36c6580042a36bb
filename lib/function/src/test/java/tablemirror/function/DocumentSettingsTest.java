package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Rendering;
import tablemirror.change.Value;

class DocumentSettingsTest {
    private static final KeySchema KEYS = new KeySchema("id", null);

    @Test
    void withoutRulesEveryAttributeIsAField() {
        assertEquals(Set.of("id", "a", "b", "c"), fields(Map.of("TIMESTAMP_FIELD", "at")));
        assertEquals(
                Set.of("id", "a", "b", "c"),
                fields(Map.of(
                        "TIMESTAMP_FIELD", "at", "FIELDS_INCLUDE", "", "FIELDS_EXCLUDE", "", "FIELDS_RENAME", "")));
    }

    @Test
    void rulesAreListsWithCommas() {
        assertEquals(Set.of("id", "a", "b"), fields(Map.of("TIMESTAMP_FIELD", "at", "FIELDS_INCLUDE", "a, b,")));
        assertEquals(Set.of("id", "c"), fields(Map.of("TIMESTAMP_FIELD", "at", "FIELDS_EXCLUDE", "a,b")));
        assertEquals(Set.of("id", "x", "y", "c"), fields(Map.of("TIMESTAMP_FIELD", "at", "FIELDS_RENAME", "a=x, b=y")));
    }

    @Test
    void contradictionsAreMistakesLikeOthers() {
        SettingsReader in = new SettingsReader(Map.of("FIELDS_INCLUDE", "a", "FIELDS_EXCLUDE", "a,id"));
        DocumentSettings.read(in, KEYS);
        String refusal = String.valueOf(
                assertThrows(IllegalArgumentException.class, in::refuseIfWrong).getMessage());
        assertTrue(refusal.contains("TIMESTAMP_FIELD is not set"), refusal);
        assertTrue(refusal.contains("a stands in FieldsInclude and in FieldsExclude; id is a key attribute"), refusal);
    }

    private static Set<String> fields(Map<String, String> environment) {
        SettingsReader in = new SettingsReader(environment);
        DocumentSettings settings = DocumentSettings.read(in, KEYS);
        in.refuseIfWrong();
        Value value = new Value.S("v");
        Item item = new Item(Map.of("id", value, "a", value, "b", value, "c", value));
        Rendering.Document<?> document =
                assertInstanceOf(Rendering.Document.class, settings.documents().of(item));
        return assertInstanceOf(Item.class, document.content()).attributes().keySet();
    }
}
