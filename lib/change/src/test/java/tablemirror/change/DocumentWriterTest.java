package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123456Z");
    private final DocumentWriter documents = new DocumentWriter("indexedAt");

    @Test
    void everyTypeHasItsPlainForm() {
        assertEquals("""
                {"id":"42","empty":"","awkward":"\\u0000\\u0007\\"\\\\\\n\u2028\uFFFE\uFFFF é 漢 \uD83D\uDE00",\
                "digits38":12345678901234567890123456789012345678,\
                "fraction":1.2345678901234567890123456789012345678E+100,"least":1E-130,\
                "greatest":9.9999999999999999999999999999999999999E+125,"zero":0,\
                "binary":"AP8+Pw==","noBytes":"","yes":true,"no":false,"nothing":null,\
                "list":["a",-1.50,[]],"map":{"inner":{"deep":null}},"texts":["b","a"],"numbers":[2,1],\
                "binaries":["AQ==","Ag=="],"indexedAt":"2026-11-20T10:15:30.123Z"}""", write(Samples.everything()));
    }

    @Test
    void theItemsOwnTimestampWins() {
        assertEquals("{\"indexedAt\":\"mine\"}", write(new Item(Map.of("indexedAt", new Value.S("mine")))));
    }

    @Test
    void thirtyTwoLevelsAreWritten() {
        Value nested = new Value.S("x");
        for (int level = 0; level < 32; level++) {
            nested = new Value.L(List.of(nested));
        }
        assertEquals(
                "{\"a\":" + "[".repeat(32) + "\"x\"" + "]".repeat(32) + ",\"indexedAt\":\"2026-11-20T10:15:30.123Z\"}",
                write(new Item(Map.of("a", nested))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.5", "0.10", "1e5", "1E+5", "-2.5e-7", "12345678901234567890123456789012345678"})
    void aJsonNumberKeepsItsDigits(String digits) {
        assertEquals(digits, new Value.N(digits).digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "01", ".5", "1.", "-.5", "007E+1"})
    void aNumberThatJsonCannotWriteIsRespelled(String digits) {
        Value.N number = new Value.N(digits);
        assertEquals(new BigDecimal(digits).toString(), number.digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "1 ", "0x1", "1,5", "--1", "1e", "1.5.2", "\"1\"", "1}"})
    void whatIsNoNumberIsNeverWritten(String text) {
        assertThrows(NumberFormatException.class, () -> new Value.N(text));
    }

    private String write(Item item) {
        return new String(documents.write(item, NOW), UTF_8);
    }
}
