package tablemirror.refill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an execution may be asked, and what it is told when it is not. */
class InputTest {
    private record Bad(String json, String message) {}

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatIsAllowed() {
        List<Bad> cases = List.of(
                new Bad("{}", "must be an object with a mode of [fill, verify, repair, rollback, finish]"),
                new Bad("[]", "must be an object with a mode"),
                new Bad("{\"mode\":\"Fill\"}", "must be an object with a mode"),
                new Bad(
                        "{\"mode\":\"fill\",\"indx\":{}}",
                        "unknown field indx with mode fill, allowed: [index, indexAt, maxDifferences]"),
                new Bad("{\"mode\":\"verify\",\"allowDeletes\":true}", "unknown field allowDeletes with mode verify"),
                new Bad("{\"mode\":\"rollback\",\"of\":\"live\"}", "allowed: none but mode"),
                new Bad("{\"mode\":\"fill\",\"index\":\"x\"}", "index is \"x\", must be an object"),
                new Bad("{\"mode\":\"fill\",\"indexAt\":\"x\"}", "indexAt is \"x\", must be like \"s3://bucket/key\""),
                new Bad("{\"mode\":\"fill\",\"indexAt\":\"s3://b/k\",\"index\":{}}", "are both given"),
                new Bad("{\"mode\":\"fill\",\"maxDifferences\":-1}", "maxDifferences is -1, must be"),
                new Bad("{\"mode\":\"fill\",\"maxDifferences\":1.5}", "maxDifferences is 1.5, must be"),
                new Bad("{\"mode\":\"verify\",\"of\":\"both\"}", "of is \"both\", must be \"live\" or \"standby\""),
                new Bad("{\"mode\":\"repair\",\"allowDeletes\":\"yes\"}", "allowDeletes is \"yes\", must be true or"));
        for (Bad bad : cases) {
            Refused refused = assertThrows(Refused.class, () -> read(bad.json), bad.json);
            assertTrue(refused.toString().contains(bad.message), refused::toString);
        }
    }

    @Test
    void everyFieldIsRead() throws IOException {
        Input fill = read("{\"mode\":\"fill\",\"index\":{\"mappings\":{}},\"maxDifferences\":3}");
        assertEquals(Input.Mode.FILL, fill.mode());
        assertEquals("{\"mappings\":{}}", fill.index().orElseThrow().json());
        assertEquals(3, fill.maxDifferences());
        assertTrue(read("{\"mode\":\"repair\",\"of\":\"standby\",\"allowDeletes\":true}")
                .allowDeletes());
        assertTrue(read("{\"mode\":\"verify\",\"of\":\"standby\"}").standby());
        assertTrue(read("{\"mode\":\"finish\",\"deleteIndex\":true}").deleteIndex());
    }

    private static Input read(String json) throws IOException {
        return Input.read(new ObjectMapper().readTree(json));
    }
}
