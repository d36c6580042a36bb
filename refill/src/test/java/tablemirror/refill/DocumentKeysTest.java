package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.table.TableScan.KeyType;

class DocumentKeysTest {
    private static final KeySchema SCHEMA = new KeySchema("p", "s");
    private static final Map<String, KeyType> TEXT_AND_NUMBER = Map.of("p", KeyType.S, "s", KeyType.N);
    private static final Map<String, KeyType> BYTES_AND_TEXT = Map.of("p", KeyType.B, "s", KeyType.S);

    @Test
    void aKeyIsFoundAgainWhateverItsTypes() throws IOException {
        Key textAndNumber = key(new Value.S("a|b"), new Value.N("1.50"));
        Key bytesAndText = key(new Value.B(new byte[] {0, (byte) 0xff}), new Value.S("x"));

        assertEquals(
                Optional.of(textAndNumber.documentId()),
                found(TEXT_AND_NUMBER, textAndNumber.documentId(), "{\"p\":\"a|b\",\"s\":1.50,\"other\":[1]}"));
        assertEquals(
                Optional.of(bytesAndText.documentId()),
                found(BYTES_AND_TEXT, bytesAndText.documentId(), "{\"p\":\"AP8=\",\"s\":\"x\"}"));
    }

    @Test
    void allDigitsOfANumberCountInAStoredDocument() {
        Key key = key(new Value.S("a"), new Value.N("12345678901234567890.123456789012345678"));

        assertEquals(
                Optional.of(key.documentId()),
                new DocumentKeys(SCHEMA, TEXT_AND_NUMBER)
                        .key(
                                key.documentId(),
                                "{\"p\":\"a\",\"s\":12345678901234567890.123456789012345678}".getBytes(UTF_8))
                        .map(Key::documentId));
    }

    @Test
    void whatIsNoItemsByItsOwnFieldsHasNoKey() throws IOException {
        String id = key(new Value.S("a"), new Value.N("1")).documentId();

        for (String document : List.of(
                "{\"p\":\"a\",\"s\":2}",
                "{\"p\":\"a\",\"s\":\"1\"}",
                "{\"p\":\"a\"}",
                "{\"p\":null,\"s\":1}",
                "{\"p\":[\"a\"],\"s\":1}",
                "{\"p\":\"\",\"s\":1}",
                "[]")) {
            assertEquals(Optional.empty(), found(TEXT_AND_NUMBER, id, document), document);
        }
        assertEquals(Optional.empty(), found(BYTES_AND_TEXT, id, "{\"p\":\"no base64!\",\"s\":\"1\"}"));
        assertEquals(Optional.empty(), new DocumentKeys(SCHEMA, TEXT_AND_NUMBER).key(id, "no JSON".getBytes(UTF_8)));
    }

    private static Optional<String> found(Map<String, KeyType> types, String id, String fields) throws IOException {
        return new DocumentKeys(SCHEMA, types)
                .key(id, new ObjectMapper().readTree(fields))
                .map(Key::documentId);
    }

    private static Key key(Value partition, Value sort) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        attributes.put("p", partition);
        attributes.put("s", sort);
        return SCHEMA.key(attributes);
    }
}
