package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import tablemirror.local.LocalServer;

/** The whole library against a real OpenSearch. */
class RealOpenSearchIT extends OpenSearchContract {
    private static LocalServer server;

    private SignedOpenSearch openSearch;
    private Indices indices;

    @Override
    OpenSearch openSearch() {
        return openSearch;
    }

    @Override
    void create() throws IOException {
        createIfAbsent();
    }

    @Override
    String document(String id) throws IOException {
        Reply reply = openSearch.send(Request.of("GET", Request.path(alias, "_source", id)), soon());
        return new String(reply.body(), UTF_8);
    }

    @BeforeAll
    static void startServer() {
        server = LocalServer.openSearch();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        openSearch = new SignedOpenSearch(
                server.address(),
                Region.EU_WEST_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
        indices = new Indices(openSearch);
    }

    @AfterEach
    void stop() throws IOException {
        openSearch.send(Request.of("DELETE", "/" + alias + "-000001"), soon());
        openSearch.close();
    }

    @Test
    void aMissingIndexIsNoAbsentDocument() {
        IOException e =
                assertThrows(IOException.class, () -> new DocumentReader(openSearch, alias).read(List.of("a"), soon()));

        assertTrue(String.valueOf(e.getMessage()).contains("index_not_found"), e.getMessage());
    }

    @Test
    void missingAliasIsNeverCreatedByABulk() throws IOException {
        assertInstanceOf(
                Outcome.Unavailable.class, write(new Operation.Delete("1", 1)).getFirst());
        assertInstanceOf(Outcome.Unavailable.class, write(index("1", 1, "{}")).getFirst());

        assertEquals(
                404, openSearch.send(Request.of("GET", "/" + alias), soon()).status());
        assertFalse(indices.aliasExists(alias, soon()));
        assertTrue(createIfAbsent());
        assertTrue(indices.aliasExists(alias, soon()));
        assertFalse(createIfAbsent());
    }

    @Test
    void defaultBodyTakesEveryDynamoDbItem() throws IOException {
        create();
        StringBuilder deep = new StringBuilder();
        deep.append("{\"m\":".repeat(32)).append("\"x\"").append("}".repeat(32));
        List<String> documents = List.of(
                "{\"n\":1}",
                "{\"n\":99999999999999999999999999999999999999}",
                "{\"n\":1E-130}",
                "{\"n\":-9.9999999999999999999999999999999999999E+125}",
                "{\"n\":\"text\"}",
                "{\"n\":{\"a\":true}}",
                "{\"s\":\"" + "x".repeat(400_000) + "\"}",
                "{\"s\":\"2020-01-01\"}",
                "{\"s\":5}",
                "{\"b\":true}",
                "{\"b\":\"text\"}",
                "{\"l\":[1,2]}",
                "{\"l\":[1,\"a\",null,{\"x\":[]}]}",
                "{\"_id\":\"own\"}",
                "{\"indexedAt\":\"2026-01-01T00:00:00.000Z\"}",
                "{\"indexedAt\":\"yesterday\"}",
                "{\"indexedAt\":{\"a\":1}}",
                deep.toString());
        for (int i = 0; i < documents.size(); i++) {
            assertEquals(List.of(APPLIED), write(index("d" + i, 1, documents.get(i))), documents.get(i));
        }
    }

    @Test
    void oneBadDocumentHurtsOnlyItself() throws IOException {
        create();

        List<Outcome> outcomes =
                write(index("1", 1, "{\"a\":1}"), index("2", 1, "{\"\":1}"), index("3", 1, "{\"a\":2}"));

        assertEquals(APPLIED, outcomes.get(0));
        assertEquals(
                new Outcome.Rejected(
                        "mapper_parsing_exception",
                        "failed to parse (caused by illegal_argument_exception: field name cannot be an empty string)"),
                outcomes.get(1));
        assertEquals(APPLIED, outcomes.get(2));
    }

    @Test
    void idThatSpoilsTheBulkIsRejectedAlone() throws IOException {
        create();

        List<Outcome> outcomes = write(index("1", 1, "{}"), index("x".repeat(513), 1, "{}"), index("3", 1, "{}"));

        assertEquals(APPLIED, outcomes.get(0));
        assertInstanceOf(Outcome.Rejected.class, outcomes.get(1));
        assertEquals(APPLIED, outcomes.get(2));
    }

    @Test
    void blockedAndClosedIndexAreUnavailable() throws IOException {
        create();
        String settings = "/" + alias + "-000001/_settings";
        openSearch.send(put(settings, "{\"index.blocks.read_only_allow_delete\":true}"), soon());

        Outcome full = write(index("1", 1, "{}")).getFirst();

        assertTrue(
                assertInstanceOf(Outcome.Unavailable.class, full).cause().contains("429 cluster_block_exception"),
                full::toString);
        openSearch.send(put(settings, "{\"index.blocks.read_only_allow_delete\":null}"), soon());
        openSearch.send(new Request("POST", "/" + alias + "-000001/_close", Map.of(), new byte[0]), soon());
        assertInstanceOf(
                Outcome.Unavailable.class, write(new Operation.Delete("1", 1)).getFirst());
    }

    private boolean createIfAbsent() throws IOException {
        return indices.createIfAbsent(alias, IndexBody.standard("indexedAt", Duration.ofSeconds(60)), soon());
    }

    private static Request put(String path, String body) {
        return new Request("PUT", path, Map.of(), body.getBytes(UTF_8));
    }
}
