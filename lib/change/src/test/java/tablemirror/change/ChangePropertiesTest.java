package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import tablemirror.change.Change.Effect;
import tablemirror.change.MessageReader.Answer;

/** What holds for every item, key and message body there can be. */
class ChangePropertiesTest {
    private static final KeySchema TWO = new KeySchema("p", "s");

    private final MessageReader reader = new MessageReader("Things", Samples.ID);

    @Provide
    Arbitrary<Item> items() {
        return Generated.items();
    }

    @Provide
    Arbitrary<Value> keyValues() {
        return Generated.keyValues();
    }

    @Provide
    Arbitrary<Value.N> numbers() {
        return Generated.numbers();
    }

    @Property
    void anItemIsTheSameAfterItsMessage(@ForAll("items") Item item) {
        Change change = Samples.change(Samples.ID.key(item), new Effect.Upsert(item));
        assertEquals(new Answer.Read(change), reader.read(Message.body(change)));
    }

    @Property
    void anItemsDocumentIsItsDocument(@ForAll("items") Item item) {
        byte[] document = new DocumentWriter("indexedAt").write(item, Instant.EPOCH);
        assertTrue(new DocumentComparison("indexedAt").isSame(item, document));
    }

    @Property
    void aDocumentKeepsEveryDigit(@ForAll("numbers") Value.N number) throws IOException {
        byte[] document = new DocumentWriter("t").write(new Item(Map.of("n", number)), Instant.EPOCH);
        try (JsonParser json = new JsonFactory().createParser(document)) {
            while (json.nextToken() != JsonToken.FIELD_NAME
                    || !json.currentName().equals("n")) {
                assertNotNull(json.currentToken());
            }
            json.nextToken();
            assertEquals(0, new BigDecimal(number.digits()).compareTo(json.getDecimalValue()));
        }
    }

    @Property
    void differentKeysHaveDifferentIdsAndGroups(
            @ForAll("keyValues") Value p1,
            @ForAll("keyValues") Value s1,
            @ForAll("keyValues") Value p2,
            @ForAll("keyValues") Value s2) {
        Key one = TWO.key(Map.of("p", p1, "s", s1));
        Key other = TWO.key(Map.of("p", p2, "s", s2));
        // A table's key attribute is of one type: what only differs in type cannot meet.
        if (p1.getClass() == p2.getClass() && s1.getClass() == s2.getClass()) {
            boolean same = isSame(p1, p2) && isSame(s1, s2);
            assertEquals(same, one.documentId().equals(other.documentId()), one + " and " + other);
            assertEquals(same, one.messageGroup().equals(other.messageGroup()));
            assertEquals(same, one.equals(other));
        }
    }

    @Property
    void idsAndGroupsFitTheServices(@ForAll("keyValues") Value partition, @ForAll("keyValues") Value sort) {
        for (Key key : List.of(TWO.key(Map.of("p", partition, "s", sort)), Samples.ID.key(Map.of("id", partition)))) {
            assertTrue(key.documentId().getBytes(UTF_8).length <= 512);
            assertTrue(key.messageGroup().matches("[a-zA-Z0-9!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]{1,128}"));
        }
    }

    @Property
    void laterChangesHaveHigherVersions(
            @ForAll @LongRange(min = 1_577_836_800L, max = 3_725_320_347L) long second,
            @ForAll @IntRange(max = 100) int later,
            @ForAll @LongRange(min = 0, max = 0xffff_fffeL) long sequence,
            @ForAll @LongRange(min = 0, max = 0xffff_ffffL) long other) {
        Version version = version(second, sequence);
        assertTrue(version(second, sequence + 1).compareTo(version) > 0);
        assertTrue(later == 0 || version(second + later, other).compareTo(version) > 0);
        assertEquals(Instant.ofEpochSecond(second), version.second());
    }

    @Property
    void anyTextIsAnswered(@ForAll String body) {
        assertInstanceOf(Answer.Malformed.class, reader.read(body));
    }

    @Property
    void anyBytesInAMessageAreAnswered(
            @ForAll("items") Item item, @ForAll byte[] bytes, @ForAll @IntRange(max = 5000) int at) {
        byte[] body = Message.body(Samples.change(Samples.ID.key(item), new Effect.Upsert(item)))
                .getBytes(UTF_8);
        int from = at % body.length;
        System.arraycopy(bytes, 0, body, from, Math.min(bytes.length, body.length - from));
        assertNotNull(reader.read(new String(body, UTF_8)));
    }

    private static Version version(long second, long sequence) {
        BigInteger number =
                BigInteger.valueOf(sequence).multiply(BigInteger.TEN.pow(20)).add(BigInteger.ONE);
        return Version.ofChange(Instant.ofEpochSecond(second), number.toString());
    }

    private static boolean isSame(Value one, Value other) {
        if (one instanceof Value.N n && other instanceof Value.N m) {
            return new BigDecimal(n.digits()).compareTo(new BigDecimal(m.digits())) == 0;
        }
        return one.equals(other);
    }
}
