package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creating the index and looking its alias up, with a real OpenSearch's words. */
class IndicesTest {
    private static final Reply HERE = Golden.read("get-alias.200.json").reply();
    private static final Reply MISSING =
            Golden.read("get-alias-missing.404.json").reply();
    private static final Reply CREATED = Scripted.reply(200, "{\"acknowledged\":true}");
    /** The alias of the golden replies. */
    private static final String ALIAS = "nowhere";

    private static final IndexBody BODY = IndexBody.standard("indexedAt", Duration.ofSeconds(60));

    @Test
    void createsTheFirstIndexWithItsAliasOnce() throws IOException {
        Scripted openSearch = answers(MISSING, CREATED, HERE);
        Indices indices = new Indices(openSearch);

        assertTrue(indices.createIfAbsent(ALIAS, BODY, openSearch.in(Duration.ofMinutes(1))));
        assertFalse(indices.createIfAbsent(ALIAS, BODY, openSearch.in(Duration.ofMinutes(1))));

        assertEquals(
                List.of("GET /_alias/nowhere", "PUT /nowhere-000001", "GET /_alias/nowhere"),
                openSearch.requests.stream().map(Request::toString).toList());
        String body = new String(openSearch.requests.get(1).body(), UTF_8);
        assertTrue(body.contains("\"aliases\":{\"nowhere\":{\"is_write_index\":true}}"), body);
        assertTrue(body.contains("\"index.gc_deletes\":\"60000ms\""), body);
        assertTrue(body.contains("\"indexedAt\":{\"type\":\"date\"}"), body);
    }

    @Test
    void twoAtOnceBothSucceed() throws IOException {
        Scripted openSearch =
                answers(MISSING, Golden.read("create-exists.400.json").reply(), HERE);

        assertFalse(new Indices(openSearch).createIfAbsent(ALIAS, BODY, openSearch.in(Duration.ofMinutes(1))));
    }

    @Test
    void indexWithoutTheAliasIsNotTouched() {
        Scripted openSearch =
                answers(MISSING, Golden.read("create-exists.400.json").reply(), MISSING);

        IOException e = assertThrows(IOException.class, () -> create(openSearch));

        assertEquals(
                "index nowhere-000001 exists without the alias nowhere: add the alias, or delete the index",
                e.getMessage());
    }

    @Test
    void aliasThatIsAnIndexIsAnError() {
        Scripted openSearch =
                answers(MISSING, Golden.read("create-alias-clash.400.json").reply());

        IOException e = assertThrows(IOException.class, () -> create(openSearch));

        assertTrue(e.toString().contains("an index exists with the same name as the alias"), e::toString);
    }

    @Test
    void errorIsNotTakenForNoAlias() {
        for (Reply reply : List.of(
                Scripted.reply(404, "<html>Not Found</html>"),
                Scripted.reply(404, "{\"error\":\"alias [other] missing\",\"status\":404}"),
                Scripted.reply(403, "{\"Message\":\"no\"}"),
                Scripted.reply(503, ""))) {
            Scripted openSearch = answers(reply);

            assertThrows(IOException.class, () -> create(openSearch), reply::toString);
        }
    }

    @Test
    void givenBodyKeepsAllButItsAliases() {
        IndexBody body = new IndexBody("{\"aliases\":{\"a\":{}},\"mappings\":{\"dynamic\":\"strict\"}}");

        assertEquals(
                "{\"mappings\":{\"dynamic\":\"strict\"},\"aliases\":{\"b\":{\"is_write_index\":true}}}",
                new String(body.withAlias("b"), UTF_8));
        for (String bad : List.of("", "[]", "{", "{} {}", "{\"a\":1", "yes")) {
            assertThrows(IllegalArgumentException.class, () -> new IndexBody(bad), bad);
        }
    }

    private static boolean create(Scripted openSearch) throws IOException {
        return new Indices(openSearch).createIfAbsent(ALIAS, BODY, openSearch.in(Duration.ofMinutes(1)));
    }

    private static Scripted answers(Reply... replies) {
        Deque<Reply> left = new ArrayDeque<>(Arrays.asList(replies));
        return new Scripted((request, ids) -> left.remove());
    }
}
