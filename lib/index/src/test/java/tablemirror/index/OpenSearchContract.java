package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/**
 * What the versions of an index promise: checked on a real OpenSearch and on the fake, so that tests against the fake mean
 * something.
 */
abstract class OpenSearchContract {
    static final Outcome APPLIED = new Outcome.Applied();

    final String alias = "contract-%08x".formatted(ThreadLocalRandom.current().nextInt());

    abstract OpenSearch openSearch();

    /** Makes the index, if it is not there. */
    abstract void create() throws IOException;

    /** The document as it is stored. */
    abstract String document(String id) throws IOException;

    @Test
    void olderVersionNeverOverwrites() throws IOException {
        create();

        assertEquals(List.of(APPLIED, APPLIED), write(index("a", 10, "{\"n\":1}"), new Operation.Delete("b", 10)));
        assertEquals(
                List.of(new Outcome.Superseded(10), new Outcome.Superseded(10), new Outcome.Superseded(10)),
                write(index("a", 9, "{\"n\":2}"), index("b", 9, "{}"), new Operation.Delete("a", 9)));
        assertEquals("{\"n\":1}", document("a"));
        assertEquals(List.of(APPLIED, APPLIED), write(index("a", 10, "{\"n\":3}"), new Operation.Delete("b", 11)));
        assertEquals("{\"n\":3}", document("a"));
        assertEquals(List.of(APPLIED), write(new Operation.Delete("a", Long.MAX_VALUE)));
        assertEquals(List.of(new Outcome.Superseded(Long.MAX_VALUE)), write(new Operation.Delete("a", 1)));
    }

    @Test
    void anyIdIsFoundAgainByteForByte() throws IOException {
        create();
        String id = "a\"b\\|/?#%\u0001\n]: version conflict, current version [7] é😀";
        String document = "{\"n\":12345678901234567890123456789012345678,\"d\":1.50E-130}";

        assertEquals(List.of(APPLIED), write(index(id, 3, document)));

        assertEquals(List.of(new Outcome.Superseded(3)), write(index(id, 2, "{}")));
        assertEquals(document, document(id));
    }

    @Test
    void aDocumentIsReadAtOnceWithItsVersionAndItsOwnBytes() throws IOException {
        create();
        String odd = "a\"b\\|/?#%\u0001\n é😀";
        String document = "{\"n\":12345678901234567890123456789012345678,\"d\":1.50E-130,\"o\":{\"s\":\"}é\"}}";
        write(index(odd, 3, document), index("gone", 4, "{}"), new Operation.Delete("gone", 5));

        Map<String, DocumentReader.Stored> stored =
                new DocumentReader(openSearch(), alias).read(List.of(odd, "gone", "never", odd), soon());

        assertEquals(Set.of(odd, "gone", "never"), stored.keySet());
        DocumentReader.Stored.Present present = assertInstanceOf(DocumentReader.Stored.Present.class, stored.get(odd));
        assertEquals(3, present.version());
        assertEquals(document, new String(present.source(), UTF_8));
        assertInstanceOf(DocumentReader.Stored.Absent.class, stored.get("gone"));
        assertInstanceOf(DocumentReader.Stored.Absent.class, stored.get("never"));
    }

    final List<Outcome> write(Operation... operations) {
        return new BulkWriter(openSearch(), alias, 1_000_000).write(List.of(operations), soon());
    }

    static Operation index(String id, long version, String document) {
        return new Operation.Index(id, version, document.getBytes(UTF_8));
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM);
    }
}
