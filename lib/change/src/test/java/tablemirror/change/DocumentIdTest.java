package tablemirror.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentIdTest {
    record Case(List<Value> key, String id) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(List.of(s("AD-000001")), "AD-000001"),
                new Case(List.of(s("a|b\\c é")), "a|b\\c é"),
                new Case(List.of(n("2.50")), "2.5"),
                new Case(List.of(n("15E+3")), "15000"),
                new Case(List.of(n("-0.00")), "0"),
                new Case(List.of(n("1E-3")), "0.001"),
                new Case(List.of(b(-1, 62, 63)), "_z4_"),
                new Case(List.of(s("a"), s("b")), "a|b"),
                new Case(List.of(s("a|b\\"), n("1.0")), "a\\|b\\\\|1"),
                new Case(List.of(b(0), s("x")), "AA|x"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyKindOfKeyHasOneText(Case each) {
        assertEquals(each.id, DocumentId.of(each.key));
    }

    @Test
    void keysThatWouldJoinToTheSameTextStayApart() {
        String awkward = "|\\";
        Map<String, List<Value>> seen = new HashMap<>();
        for (String partition : combinations(awkward)) {
            for (String sort : combinations(awkward)) {
                List<Value> key = List.of(s(partition), s(sort));
                List<Value> earlier = seen.put(DocumentId.of(key), key);
                assertTrue(earlier == null, () -> earlier + " and " + key + " share an id");
            }
        }
    }

    @Test
    void anIdOf512BytesIsKeptAndOneOf513IsHashed() {
        String fits = "é".repeat(256);
        assertEquals(fits, DocumentId.of(List.of(s(fits))));
        String hashed = DocumentId.of(List.of(s(fits + "x")));
        assertTrue(hashed.matches("sha256:[0-9a-f]{64}"), hashed);
    }

    @Test
    void aKeyThatLooksLikeAHashIsHashed() {
        String hash = DocumentId.of(List.of(s("x".repeat(513))));
        assertNotEquals(hash, DocumentId.of(List.of(s(hash))));
    }

    @Test
    void numbersEqualInValueAreOneKey() {
        assertEquals(DocumentId.of(List.of(n("100"))), DocumentId.of(List.of(n("1.00E+2"))));
    }

    @Test
    void numbersAtDynamoDbsBoundsAreKeys() {
        assertEquals(
                126,
                DocumentId.of(List.of(n("9.9999999999999999999999999999999999999E+125")))
                        .length());
        assertEquals("0." + "0".repeat(129) + "1", DocumentId.of(List.of(n("1E-130"))));
        assertThrows(IllegalArgumentException.class, () -> DocumentId.of(List.of(n("1E+126"))));
        assertThrows(IllegalArgumentException.class, () -> DocumentId.of(List.of(n("1".repeat(39)))));
    }

    @Test
    void onlyTextsNumbersAndBinariesAreKeys() {
        assertThrows(IllegalArgumentException.class, () -> DocumentId.of(List.of(new Value.Bool(true))));
    }

    @Test
    void aGroupIsTheIdWhereSqsTakesItAndAHashElsewhere() {
        assertEquals("a|b\\c", MessageGroup.of("a|b\\c"));
        assertEquals("x".repeat(128), MessageGroup.of("x".repeat(128)));
        for (String refused : List.of("x".repeat(129), "a b", "é", "tab\t", "")) {
            assertTrue(MessageGroup.of(refused).matches("sha256:[0-9a-f]{64}"), refused);
        }
        String longId = DocumentId.of(List.of(s("y".repeat(2048))));
        assertEquals(longId, MessageGroup.of(longId));
    }

    private static List<String> combinations(String letters) {
        List<String> all = new ArrayList<>(List.of("a", "|", "\\"));
        for (int length = 0; length < 3; length++) {
            for (String shorter : List.copyOf(all)) {
                letters.chars().forEach(c -> all.add(shorter + (char) c));
            }
        }
        return all.stream().distinct().toList();
    }

    private static Value s(String text) {
        return new Value.S(text);
    }

    private static Value n(String digits) {
        return new Value.N(digits);
    }

    private static Value b(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return new Value.B(array);
    }
}
