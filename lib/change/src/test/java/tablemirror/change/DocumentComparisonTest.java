package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentComparisonTest {
    private static final DocumentComparison COMPARISON = new DocumentComparison("indexedAt");

    private record Case(String what, Value value, String stored, boolean same) {}

    private static final List<Case> CASES = List.of(
            new Case("text", new Value.S("a\né😀"), "\"a\\n\\u00e9\\ud83d\\ude00\"", true),
            new Case("other text", new Value.S("a"), "\"b\"", false),
            new Case("text that looks like the number", new Value.S("1"), "1", false),
            new Case("number that looks like the text", new Value.N("1"), "\"1\"", false),
            new Case(
                    "all 38 digits",
                    new Value.N("12345678901234567890123456789012345678"),
                    "12345678901234567890123456789012345678",
                    true),
            new Case(
                    "the 38th digit",
                    new Value.N("12345678901234567890123456789012345678"),
                    "12345678901234567890123456789012345679",
                    false),
            new Case("another notation", new Value.N("1.50"), "15e-1", true),
            new Case("smallest", new Value.N("1E-130"), "1e-130", true),
            new Case("beyond all bounds", new Value.N("1"), "1e99999999999", false),
            new Case("binary", new Value.B(new byte[] {0, -1}), "\"AP8=\"", true),
            new Case("other binary", new Value.B(new byte[] {0}), "\"AP8=\"", false),
            new Case("boolean", new Value.Bool(true), "true", true),
            new Case("other boolean", new Value.Bool(true), "false", false),
            new Case("null", new Value.Null(), "null", true),
            new Case("null is not false", new Value.Null(), "false", false),
            new Case("list", new Value.L(List.of(new Value.S("a"), new Value.N("1"))), "[\"a\",1.0]", true),
            new Case(
                    "a list has an order",
                    new Value.L(List.of(new Value.S("a"), new Value.N("1"))),
                    "[1,\"a\"]",
                    false),
            new Case("shorter list", new Value.L(List.of(new Value.S("a"))), "[\"a\",1]", false),
            new Case("list that is none", new Value.L(List.of()), "{}", false),
            new Case("set in another order", new Value.Ss(List.of(s("a"), s("b"))), "[\"b\",\"a\"]", true),
            new Case("other set", new Value.Ss(List.of(s("a"), s("b"))), "[\"b\",\"b\"]", false),
            new Case("numbers in another order", new Value.Ns(List.of(n("1"), n("20"))), "[2e1,1.0]", true),
            new Case("set of texts is not one of numbers", new Value.Ns(List.of(n("1"))), "[\"1\"]", false),
            new Case(
                    "binaries in another order",
                    new Value.Bs(List.of(new Value.B(new byte[] {0}), new Value.B(new byte[] {1}))),
                    "[\"AQ==\",\"AA==\"]",
                    true),
            new Case("map", new Value.M(Map.of("a", new Value.M(Map.of("b", n("1"))))), "{\"a\":{\"b\":1}}", true),
            new Case("map with more in it", new Value.M(Map.of()), "{\"a\":1}", false),
            new Case("map with less in it", new Value.M(Map.of("a", n("1"))), "{}", false),
            new Case("map with another name", new Value.M(Map.of("a", n("1"))), "{\"b\":1}", false));

    @Test
    void everyTypeIsComparedByWhatItSays() {
        for (Case c : CASES) {
            String stored = "{\"value\":%s,\"indexedAt\":\"2026-01-01T00:00:00Z\"}".formatted(c.stored());
            assertEquals(c.same(), COMPARISON.isSame(new Item(Map.of("value", c.value())), bytes(stored)), c.what());
        }
    }

    @Test
    void whatIsWrittenIsTheSame() {
        for (Case c : CASES) {
            Item item = new Item(Map.of("value", c.value()));
            assertTrue(COMPARISON.isSame(item, new DocumentWriter("indexedAt").write(item, Instant.EPOCH)), c.what());
        }
    }

    @Test
    void theTimeOfIndexingDoesNotCountUnlessItIsTheItemsOwn() {
        Map<String, Value> attributes = new LinkedHashMap<>(Map.of("id", new Value.S("1")));
        assertTrue(COMPARISON.isSame(new Item(attributes), bytes("{\"indexedAt\":\"x\",\"id\":\"1\"}")));
        assertTrue(COMPARISON.isSame(new Item(attributes), bytes("{\"id\":\"1\"}")));

        attributes.put("indexedAt", new Value.S("mine"));
        assertTrue(COMPARISON.isSame(new Item(attributes), bytes("{\"id\":\"1\",\"indexedAt\":\"mine\"}")));
        assertFalse(COMPARISON.isSame(new Item(attributes), bytes("{\"id\":\"1\",\"indexedAt\":\"x\"}")));
        assertFalse(COMPARISON.isSame(new Item(attributes), bytes("{\"id\":\"1\"}")));
    }

    @Test
    void whatIsNoDocumentIsNobodys() {
        Item item = new Item(Map.of());
        for (String stored : List.of("", "[]", "1", "{", "{\"a\":", "\u0000")) {
            assertFalse(COMPARISON.isSame(item, bytes(stored)), stored);
        }
        assertTrue(COMPARISON.isSame(item, bytes("{}")));
    }

    private static Value.S s(String text) {
        return new Value.S(text);
    }

    private static Value.N n(String digits) {
        return new Value.N(digits);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
