package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The alias in OpenSearch, as a reader and an administrator see it. */
final class SearchIndex {
    private final URI openSearch;
    private final String alias;

    SearchIndex(URI openSearch, String alias) {
        this.openSearch = openSearch;
        this.alias = alias;
    }

    String alias() {
        return alias;
    }

    /** Makes an index behind the alias, unless there is one. */
    void createIfMissing() {
        if (Http.exists(openSearch.resolve("/_alias/" + alias))) {
            return;
        }
        ObjectNode body = Json.object();
        body.putObject("settings").put("number_of_replicas", 0);
        body.putObject("aliases").putObject(alias).put("is_write_index", true);
        Http.put(openSearch.resolve("/%s-0001".formatted(alias)), body);
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
