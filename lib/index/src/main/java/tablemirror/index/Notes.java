package tablemirror.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * A few small documents in a hidden index of their own, each changed only by whoever has read its last state: what work
 * in progress must remember from one invocation to the next. Their fields are not indexed. Stateless, thread-safe.
 */
public final class Notes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IndexBody BODY = new IndexBody(
            "{\"settings\":{\"index.hidden\":true,\"index.number_of_shards\":1,\"index.auto_expand_replicas\":\"0-1\"},"
                    + "\"mappings\":{\"enabled\":false}}");

    private final OpenSearch openSearch;
    private final String index;

    public Notes(OpenSearch openSearch, String index) {
        this.openSearch = openSearch;
        this.index = index;
    }

    /** Makes the index, if it is not there. */
    public void prepare(Deadline deadline) throws IOException {
        Reply reply = openSearch.send(Request.of("GET", Request.path(index)), deadline);
        if (reply.status() != 200) {
            new Administration(openSearch).create(index, BODY, deadline);
        }
    }

    /** A note as it was read, with what proves that. */
    public record Note(JsonNode content, long sequenceNumber, long primaryTerm) {}

    /** Somebody else has changed the note, or made it, in the meantime. */
    public static final class Changed extends IOException {
        private static final long serialVersionUID = 1L;

        Changed(String id) {
            super("note %s was changed by another in the meantime".formatted(id));
        }
    }

    /** The note of this id, however lately written; empty when there is none, or not even the index. */
    public Optional<Note> read(String id, Deadline deadline) throws IOException {
        Request request = Request.of("GET", Request.path(index, "_doc", id));
        Reply reply = openSearch.send(request, deadline);
        JsonNode answer =
                reply.status() == 200 || reply.status() == 404 ? JSON.readTree(reply.body()) : JSON.nullNode();
        if (reply.status() == 200 && answer.path("found").asBoolean()) {
            return Optional.of(new Note(
                    answer.path("_source"),
                    answer.path("_seq_no").asLong(),
                    answer.path("_primary_term").asLong()));
        }
        boolean noNote = answer.has("found") && !answer.path("found").asBoolean();
        boolean noIndex = answer.at("/error/type").asText().equals("index_not_found_exception");
        if (reply.status() == 404 && (noNote || noIndex)) {
            return Optional.empty();
        }
        throw new IOException("%s: %s".formatted(request, reply));
    }

    /**
     * Writes the note in place of the one that was read; in place of none when that is empty.
     *
     * @return the note as it is now
     * @throws Changed when it is not the last state that was read
     */
    public Note write(String id, JsonNode content, Optional<Note> before, Deadline deadline) throws IOException {
        Map<String, String> condition = before.map(note -> Map.of(
                        "if_seq_no", Long.toString(note.sequenceNumber()),
                        "if_primary_term", Long.toString(note.primaryTerm())))
                .orElse(Map.of("op_type", "create"));
        Request request =
                new Request("PUT", Request.path(index, "_doc", id), condition, JSON.writeValueAsBytes(content));
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() == 409) {
            throw new Changed(id);
        }
        if (reply.status() != 200 && reply.status() != 201) {
            throw new IOException("%s: %s".formatted(request, reply));
        }
        JsonNode answer = JSON.readTree(reply.body());
        return new Note(
                content,
                answer.path("_seq_no").asLong(),
                answer.path("_primary_term").asLong());
    }
}
