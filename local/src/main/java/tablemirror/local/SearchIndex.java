package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.IndexBody;
import tablemirror.index.Indices;
import tablemirror.index.SignedOpenSearch;

/** The alias in OpenSearch, as a reader and an administrator see it. */
final class SearchIndex {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** As OpenSearch has it by default. */
    private static final Duration GC_DELETES = Duration.ofMinutes(1);

    private final URI openSearch;
    private final String alias;
    private final String timestampField;

    /** The field is that of the time of indexing. */
    SearchIndex(URI openSearch, String alias, String timestampField) {
        this.openSearch = openSearch;
        this.alias = alias;
        this.timestampField = timestampField;
    }

    String alias() {
        return alias;
    }

    boolean exists() {
        try (SignedOpenSearch client = client()) {
            return new Indices(client).aliasExists(alias, Deadline.in(TIMEOUT, Ticker.SYSTEM));
        } catch (IOException e) {
            throw new UncheckedIOException("alias %s cannot be looked up".formatted(alias), e);
        }
    }

    /** Makes an empty index behind the alias, unless there is one. */
    void createIfMissing() {
        try (SignedOpenSearch client = client()) {
            IndexBody body = IndexBody.standard(timestampField, GC_DELETES);
            new Indices(client).createIfAbsent(alias, body, Deadline.in(TIMEOUT, Ticker.SYSTEM));
        } catch (IOException e) {
            throw new UncheckedIOException("no index behind the alias " + alias, e);
        }
    }

    private SignedOpenSearch client() {
        return new SignedOpenSearch(openSearch, Region.of(Aws.REGION), Clients.anyCredentials());
    }

    /** How many documents a search would find now. */
    long count() {
        Http.post(openSearch.resolve("/%s/_refresh".formatted(alias)), Json.object());
        return Http.get(openSearch.resolve("/%s/_count".formatted(alias)))
                .path("count")
                .asLong();
    }

    /** The documents that match best. */
    List<JsonNode> match(String field, String text, int atMost) {
        ObjectNode query = Json.object().put("size", atMost);
        query.putObject("query").putObject("match").put(field, text);
        JsonNode hits = Http.post(openSearch.resolve("/%s/_search".formatted(alias)), query)
                .path("hits")
                .path("hits");
        List<JsonNode> documents = new ArrayList<>();
        hits.forEach(hit -> documents.add(hit.path("_source")));
        return documents;
    }
}
