package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tablemirror.change.Rendering.Document;
import tablemirror.change.Rendering.NotIndexed;
import tablemirror.change.Rendering.Refused;

/** Which document an item is, with rules and with a transformer of a user's. */
class DocumentsTest {
    private static final KeySchema KEYS = new KeySchema("id", null);
    private static final Item ITEM = new Item(Map.of(
            "id",
            new Value.S("1"),
            "state",
            new Value.S("draft"),
            "secret",
            new Value.S("s"),
            "n",
            new Value.N("1.50")));

    @Test
    void anItemOfWholeItemsIsItsOwnDocument() {
        assertSame(ITEM, content(Documents.whole(KEYS, "at").of(ITEM)));
    }

    @Test
    void rulesHoldForWritingAndForComparing() {
        Fields rules = Fields.of(KEYS, "at", List.of(), List.of("secret", "n"), List.of("state=status"));
        Documents documents = new Documents(KEYS, "at", rules, DocumentTransformer.NONE);
        byte[] json =
                documents.write(ITEM, Instant.EPOCH) instanceof Document<byte[]> made ? made.content() : new byte[0];

        String text = new String(json, UTF_8);
        assertTrue(text.contains("\"status\":\"draft\"") && text.contains("\"at\":\"1970"), text);
        assertFalse(text.contains("secret"), text);
        assertTrue(documents.isSame(content(documents.of(ITEM)), json));
        assertFalse(documents.isSame(ITEM, json));
    }

    @Test
    void aTransformerSeesTheWholeItemAndTheRulesSeeWhatItMade() {
        DocumentTransformer titled = item -> {
            Map<String, Value> made = new LinkedHashMap<>(item);
            made.put("title", item.getOrDefault("secret", new Value.Null()));
            return Optional.of(made);
        };
        Fields rules = Fields.of(KEYS, "at", List.of("title"), List.of(), List.of());
        assertEquals(
                Map.of("id", new Value.S("1"), "title", new Value.S("s")),
                content(new Documents(KEYS, "at", rules, titled).of(ITEM)).attributes());
    }

    @Test
    void aKeyThatATransformerLeavesOutIsPutBack() {
        assertEquals(
                Map.of("x", new Value.Null(), "id", new Value.S("1")),
                content(with(item -> Optional.of(Map.of("x", new Value.Null()))).of(ITEM))
                        .attributes());
    }

    @Test
    void anItemMayHaveNoPlaceInTheIndex() {
        Documents published =
                with(item -> Optional.of(item).filter(all -> new Value.S("published").equals(all.get("state"))));
        assertInstanceOf(NotIndexed.class, published.of(ITEM));
        assertInstanceOf(NotIndexed.class, published.write(ITEM, Instant.EPOCH));
    }

    private record Wrong(DocumentTransformer transformer, String reason) {}

    @SuppressWarnings("InfiniteRecursion") // As somebody's transformer might.
    private static Optional<Map<String, Value>> forEver(Map<String, Value> item) {
        return forEver(item);
    }

    private static Optional<Map<String, Value>> unlinked(Map<String, Value> item) {
        throw new NoClassDefFoundError("of a branch that is seldom taken");
    }

    /** As other languages than Java let one throw. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> Optional<Map<String, Value>> thrown(Exception any) throws E {
        throw (E) any;
    }

    @Test
    @SuppressWarnings("NullAway") // What a transformer must not do.
    void whatATransformerDoesWrongRefusesTheItem() {
        List<Wrong> cases = List.of(
                new Wrong(
                        item -> {
                            throw new IllegalStateException("no price");
                        },
                        "IllegalStateException: no price"),
                new Wrong(item -> null, "NullPointerException"),
                new Wrong(item -> Optional.of(nullUnder("x")), "attribute x is null"),
                new Wrong(item -> Optional.of(Map.of("m", new Value.M(nullUnder("y")))), "attribute y is null"),
                new Wrong(
                        item -> Optional.of(Map.of("l", new Value.L(List.of(new Value.M(nullUnder("z")))))),
                        "attribute z is null"),
                new Wrong(item -> Optional.of(Map.of("s", new Value.S(null))), "NullPointerException"),
                new Wrong(item -> Optional.of(Map.of("b", new Value.B(null))), "NullPointerException"),
                new Wrong(DocumentsTest::forEver, "StackOverflowError"),
                new Wrong(DocumentsTest::unlinked, "NoClassDefFoundError"),
                new Wrong(item -> DocumentsTest.<RuntimeException>thrown(new IOException("undeclared")), "undeclared"),
                new Wrong(item -> Optional.of(Map.of("id", new Value.S("2"))), "key attribute id was changed"),
                new Wrong(item -> Optional.of(Map.of("deep", nested(1001))), "nesting depth"));
        for (Wrong each : cases) {
            Refused<?> refused =
                    assertInstanceOf(Refused.class, with(each.transformer()).write(ITEM, Instant.EPOCH), each.reason());
            assertEquals("transformer_failed", refused.type());
            assertTrue(refused.reason().contains(each.reason()), refused.reason());
        }
    }

    @Test
    void aTakenFieldNameRefusesTheItem() {
        Fields rules = Fields.of(KEYS, "at", List.of(), List.of(), List.of("secret=state"));
        Refused<?> refused = assertInstanceOf(
                Refused.class, new Documents(KEYS, "at", rules, DocumentTransformer.NONE).write(ITEM, Instant.EPOCH));
        assertEquals("field_name_taken", refused.type());
    }

    @Test
    void aTransformerIsFoundOnTheClassPathAndTwoAreRefused(@TempDir Path directory) throws IOException {
        assertSame(DocumentTransformer.NONE, DocumentTransformer.installed());
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Path named = services.resolve(DocumentTransformer.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            Files.writeString(named, One.class.getName());
            assertInstanceOf(One.class, DocumentTransformer.installed(loader));
            Files.writeString(named, One.class.getName() + "\n" + Other.class.getName());
            String refusal = String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> DocumentTransformer.installed(loader))
                            .getMessage());
            assertTrue(refusal.startsWith("2 document transformers are installed, [" + One.class.getName()), refusal);
        }
    }

    /** Found by its name. */
    public static final class One implements DocumentTransformer {
        @Override
        public Optional<Map<String, Value>> transform(Map<String, Value> item) {
            return Optional.empty();
        }
    }

    /** Found by its name. */
    public static final class Other implements DocumentTransformer {
        @Override
        public Optional<Map<String, Value>> transform(Map<String, Value> item) {
            return Optional.empty();
        }
    }

    private static Documents with(DocumentTransformer transformer) {
        return new Documents(KEYS, "at", Fields.all(), transformer);
    }

    private static Item content(Rendering<Item> rendering) {
        return rendering instanceof Document<Item> document ? document.content() : new Item(Map.of());
    }

    private static Value nested(int levels) {
        Value value = new Value.Null();
        for (int i = 0; i < levels; i++) {
            value = new Value.M(Map.of("m", value));
        }
        return value;
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Value> nullUnder(String name) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        attributes.put(name, null);
        return attributes;
    }
}
