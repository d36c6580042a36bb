package tablemirror.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tablemirror.function.Deadline;

/**
 * Reads documents by id as they are at this moment, refreshed or not, byte for byte as they were written. Stateless and
 * safe to share between threads.
 *
 * @see <a href="https://docs.opensearch.org/latest/api-reference/document-apis/multi-get/">Multi-get</a>
 */
public final class DocumentReader {
    /** Documents of one answer: at 400 KB an item some 40 MB, in memory at once. */
    private static final int PAGE = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final OpenSearch openSearch;
    private final String path;

    /** Reads from the one index that this alias (or index) names. */
    public DocumentReader(OpenSearch openSearch, String alias) {
        this.openSearch = openSearch;
        this.path = Request.path(alias, "_mget");
    }

    /** What the index holds under an id. */
    public sealed interface Stored {
        /** A document, and the version it was written under. */
        @SuppressWarnings("ArrayRecordComponent") // Neither copied nor compared.
        record Present(long version, byte[] source) implements Stored {}

        /** No document: never written, or deleted. */
        record Absent() implements Stored {}
    }

    /**
     * What is stored under each of these ids.
     *
     * @throws IOException when OpenSearch does not say of every one of them; an error is never taken for absent
     */
    public Map<String, Stored> read(Collection<String> ids, Deadline deadline) throws IOException {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(ids));
        Map<String, Stored> stored = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += PAGE) {
            List<String> page = distinct.subList(from, Math.min(from + PAGE, distinct.size()));
            stored.putAll(ask(page, deadline));
        }
        return stored;
    }

    private Map<String, Stored> ask(List<String> ids, Deadline deadline) throws IOException {
        Request request = new Request("POST", path, Map.of(), body(ids));
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() != 200) {
            throw new IOException("%s: %s".formatted(request, reply));
        }
        Map<String, Stored> stored = MultiGetReply.read(reply.body());
        if (!stored.keySet().equals(new LinkedHashSet<>(ids))) {
            throw new IOException("%s: asked for %d documents, told of %d others or fewer"
                    .formatted(request, ids.size(), stored.size()));
        }
        return stored;
    }

    private static byte[] body(List<String> ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("ids");
            for (String id : ids) {
                out.writeString(id);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
