package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocumentReaderTest {
    private record Case(String message, int status, String body) {}

    @Test
    void whatIsNotSaidOfADocumentIsNotTakenForAbsent() {
        List<Case> cases = List.of(
                new Case("503", 503, "{}"),
                new Case("was due", 200, "<html>"),
                new Case("asked for 1", 200, "{\"docs\":[]}"),
                new Case("asked for 1", 200, "{\"docs\":[{\"_id\":\"b\",\"found\":false}]}"),
                new Case(
                        "index_not_found",
                        200,
                        "{\"docs\":[{\"_id\":\"a\",\"error\":{\"type\":\"index_not_found\"}}]}"),
                new Case("keep _source", 200, "{\"docs\":[{\"_id\":\"a\",\"found\":true,\"_version\":1}]}"),
                new Case("its version", 200, "{\"docs\":[{\"_id\":\"a\",\"found\":true,\"_source\":{}}]}"));
        for (Case c : cases) {
            Scripted openSearch = new Scripted((request, ids) -> Scripted.reply(c.status(), c.body()));
            IOException e = assertThrows(
                    IOException.class,
                    () -> new DocumentReader(openSearch, "cities")
                            .read(List.of("a"), openSearch.in(Duration.ofSeconds(9))));
            assertTrue(e.toString().contains(c.message()) || c.body().startsWith("<"), e.toString());
        }
    }

    @Test
    void moreThanAHundredAreReadInPages() throws IOException {
        FakeOpenSearch openSearch = new FakeOpenSearch();
        List<String> ids = IntStream.range(0, 250).mapToObj(Integer::toString).toList();
        List<Integer> requests = new ArrayList<>();
        openSearch.instead = request -> {
            requests.add(request.body().length);
            return Optional.empty();
        };

        Map<String, DocumentReader.Stored> stored =
                new DocumentReader(openSearch, "cities").read(ids, OpenSearchContract.soon());

        assertEquals(250, stored.size());
        assertEquals(3, requests.size());
    }
}
