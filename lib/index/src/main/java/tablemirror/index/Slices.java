package tablemirror.index;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * All documents of an index, as they were when a slice was begun, in equal slices and page by page. OpenSearch keeps the
 * place for half an hour; a place that is lost means beginning the slice again. Stateless and safe to share.
 *
 * @see <a href="https://docs.opensearch.org/latest/api-reference/search-apis/scroll/">Scroll</a>
 */
public final class Slices {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String KEEP = "30m";

    private final OpenSearch openSearch;
    private final String index;
    private final List<String> fields;

    /** Reads from this index these fields only. */
    public Slices(OpenSearch openSearch, String index, List<String> fields) {
        this.openSearch = openSearch;
        this.index = index;
        this.fields = List.copyOf(fields);
    }

    /** A document's id, and those of the fields that it has. A decimal number may have lost digits. */
    public record Document(String id, JsonNode fields) {}

    /**
     * Some documents, and where to go on; after the last page there are no documents.
     *
     * <p>A place moves on when a page is asked for, also when the answer is lost: whoever got fewer documents than there
     * are has missed a page.
     *
     * @param total of the whole slice
     */
    public record Page(List<Document> documents, String place, long total) {}

    /** The place is forgotten. */
    public static final class Lost extends IOException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message);
        }
    }

    /** The first page of a slice, counted from 0, of so many; nothing that was written before is left out. */
    public Page first(int slice, int slices, int most, Deadline deadline) throws IOException {
        new Administration(openSearch).refresh(index, deadline);
        ObjectNode body = JSON.createObjectNode().put("size", most).put("track_total_hits", true);
        if (slices > 1) {
            body.putObject("slice").put("id", slice).put("max", slices);
        }
        body.putArray("sort").add("_doc");
        fields.forEach(body.putArray("_source")::add);
        return page(
                new Request(
                        "POST", Request.path(index, "_search"), Map.of("scroll", KEEP), JSON.writeValueAsBytes(body)),
                deadline);
    }

    /**
     * The page at this place.
     *
     * @throws Lost when the slice must be begun again
     */
    public Page next(String place, Deadline deadline) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("scroll", KEEP).put("scroll_id", place);
        return page(new Request("POST", "/_search/scroll", Map.of(), JSON.writeValueAsBytes(body)), deadline);
    }

    /** Lets OpenSearch forget the place; it may have done so. */
    public void close(String place, Deadline deadline) throws IOException {
        // Not in a body: the client sends none with DELETE.
        openSearch.send(Request.of("DELETE", Request.path("_search", "scroll", place)), deadline);
    }

    private Page page(Request request, Deadline deadline) throws IOException {
        Reply reply = openSearch.send(request, deadline);
        boolean goingOn = request.path().equals("/_search/scroll");
        // With the node that held it a place is gone for good, and the answer is 500.
        if (goingOn && (reply.status() == 404 || reply.status() == 500)) {
            throw new Lost("%s: %s".formatted(request, reply));
        }
        if (reply.status() != 200) {
            throw new IOException("%s: %s".formatted(request, reply));
        }
        JsonNode answer = JSON.readTree(reply.body());
        // Part of the shards is not all of the documents.
        if (answer.path("timed_out").asBoolean() || answer.at("/_shards/failed").asInt() > 0) {
            String why = "%s: not all shards answered: %s".formatted(request, reply);
            throw goingOn ? new Lost(why) : new IOException(why);
        }
        List<Document> documents = new ArrayList<>();
        answer.at("/hits/hits")
                .forEach(hit -> documents.add(new Document(hit.path("_id").asText(), hit.path("_source"))));
        return new Page(
                documents,
                Optional.ofNullable(answer.path("_scroll_id").textValue())
                        .orElseThrow(() -> new IOException("%s: no place to go on".formatted(request))),
                answer.at("/hits/total/value").asLong());
    }
}
