package tablemirror.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which attributes become fields, under which names, and which rules contradict each other. */
class FieldsTest {
    private static final KeySchema KEYS = new KeySchema("pk", "sk");

    private record Case(List<String> include, List<String> exclude, List<String> rename, List<String> expected) {}

    @Test
    void rulesDecideAboutEachAttribute() {
        List<Case> cases = List.of(
                new Case(List.of(), List.of(), List.of(), List.of("pk", "sk", "name", "price", "indexedAt")),
                new Case(List.of("name"), List.of(), List.of(), List.of("pk", "sk", "name")),
                new Case(List.of("pk", "name"), List.of(), List.of(), List.of("pk", "sk", "name")),
                new Case(List.of("nowhere"), List.of(), List.of(), List.of("pk", "sk")),
                new Case(List.of(), List.of("price"), List.of(), List.of("pk", "sk", "name", "indexedAt")),
                new Case(List.of("name"), List.of("price"), List.of(), List.of("pk", "sk", "name")),
                new Case(List.of("name"), List.of(), List.of("name=title"), List.of("pk", "sk", "title")),
                new Case(
                        List.of(),
                        List.of(),
                        List.of("name=price", "price=name"),
                        List.of("pk", "sk", "price", "name", "indexedAt")),
                new Case(
                        List.of(),
                        List.of("price"),
                        List.of(" name = price "),
                        List.of("pk", "sk", "price", "indexedAt")),
                new Case(
                        List.of(),
                        List.of(),
                        List.of("indexedAt=source"),
                        List.of("pk", "sk", "name", "price", "source")));
        for (Case each : cases) {
            Fields fields = Fields.of(KEYS, "indexedAt", each.include(), each.exclude(), each.rename());
            assertEquals(each.expected(), List.copyOf(fields.of(item()).keySet()), each::toString);
        }
    }

    @Test
    void renamedAttributesKeepTheirValues() {
        Fields swapped = Fields.of(KEYS, "indexedAt", List.of(), List.of(), List.of("name=price", "price=name"));
        assertEquals(new Value.S("name"), swapped.of(item()).get("price"));
        assertEquals(new Value.S("price"), swapped.of(item()).get("name"));
    }

    @Test
    void aNameThatAnotherAttributeHasIsRefusedForThatItem() {
        Fields fields = Fields.of(KEYS, "indexedAt", List.of(), List.of(), List.of("name=price"));
        String refusal = String.valueOf(
                assertThrows(Fields.NameTaken.class, () -> fields.of(item())).getMessage());
        assertTrue(refusal.contains("two attributes become field price"), refusal);
    }

    private record Wrong(List<String> include, List<String> exclude, List<String> rename, String refusal) {}

    @Test
    void contradictionsAreRefusedWithTheirNames() {
        List<Wrong> cases = List.of(
                new Wrong(List.of("a"), List.of("a"), List.of(), "a stands in FieldsInclude and in FieldsExclude"),
                new Wrong(List.of(), List.of("a"), List.of("a=b"), "but a is not included"),
                new Wrong(List.of("c"), List.of(), List.of("a=b"), "but a is not included"),
                new Wrong(List.of(), List.of(), List.of("a=x", "b=x"), "FieldsRename makes two attributes x"),
                new Wrong(List.of(), List.of(), List.of("a=x", "a=y"), "FieldsRename renames a twice"),
                new Wrong(List.of("a", "b"), List.of(), List.of("a=b"), "b is included under this name"),
                new Wrong(List.of(), List.of(), List.of("a=a"), "a is included under this name"),
                new Wrong(List.of(), List.of(), List.of("a=_id"), "must not begin with _"),
                new Wrong(List.of(), List.of(), List.of("a"), "FieldsRename has a, must be attribute=field"),
                new Wrong(List.of(), List.of(), List.of("a="), "FieldsRename has a=, must be attribute=field"),
                new Wrong(List.of(), List.of(), List.of("a=b=c"), "FieldsRename has a=b=c, must be attribute=field"),
                new Wrong(List.of("a.b"), List.of(), List.of(), "FieldsInclude has a.b, must be an attribute"),
                new Wrong(List.of(), List.of("a.b"), List.of(), "FieldsExclude has a.b, must be an attribute"),
                new Wrong(List.of(), List.of(), List.of("a=b.c"), "FieldsRename has b.c, must be an attribute"),
                new Wrong(List.of(), List.of("pk"), List.of(), "pk is a key attribute"),
                new Wrong(List.of(), List.of(), List.of("sk=b"), "sk is a key attribute"),
                new Wrong(List.of(), List.of(), List.of("a=pk"), "pk is a key attribute"),
                new Wrong(List.of(), List.of("indexedAt"), List.of(), "indexedAt is the TimestampField"),
                new Wrong(List.of(), List.of(), List.of("a=indexedAt"), "indexedAt is the TimestampField"));
        for (Wrong each : cases) {
            String refusal = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> Fields.of(KEYS, "indexedAt", each.include(), each.exclude(), each.rename()),
                            each::toString)
                    .getMessage());
            assertTrue(refusal.contains(each.refusal()), refusal);
        }
    }

    private static Map<String, Value> item() {
        Map<String, Value> item = new LinkedHashMap<>();
        for (String name : List.of("pk", "sk", "name", "price", "indexedAt")) {
            item.put(name, new Value.S(name));
        }
        return item;
    }
}
