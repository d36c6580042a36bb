package tablemirror.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * Indices and aliases made, changed and removed. Every method may be called again: it finds done what is done. An error
 * is never taken for "there is none": it is an {@link IOException}. Stateless and safe to share between threads.
 */
public final class Administration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GC_DELETES = "index.gc_deletes";

    private final OpenSearch openSearch;

    public Administration(OpenSearch openSearch) {
        this.openSearch = openSearch;
    }

    /** The names of the indices behind an alias; none when there is no such alias. */
    public List<String> behind(String alias, Deadline deadline) throws IOException {
        if (!new Indices(openSearch).aliasExists(alias, deadline)) {
            return List.of();
        }
        return names(ok(Request.of("GET", Request.path("_alias", alias)), deadline));
    }

    /** The names of all indices that begin with this and a hyphen, hidden ones too. */
    public List<String> beginningWith(String name, Deadline deadline) throws IOException {
        Request request =
                new Request("GET", Request.path(name) + "-*/_alias", Map.of("expand_wildcards", "all"), new byte[0]);
        return names(ok(request, deadline));
    }

    /** Creates an index without any alias; it may exist already. */
    public void create(String index, IndexBody body, Deadline deadline) throws IOException {
        create(index, body.withoutAlias(), deadline);
    }

    /**
     * Creates an index with this alias, of which it is the write index. It may exist already, then its aliases stay as they
     * are: so a request that OpenSearch finishes late, when the alias has gone elsewhere, does not bring it back.
     */
    public void create(String index, IndexBody body, String alias, Deadline deadline) throws IOException {
        create(index, body.withAlias(alias), deadline);
    }

    private void create(String index, byte[] body, Deadline deadline) throws IOException {
        Request request = new Request("PUT", Request.path(index), Map.of(), body);
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() != 200 && !type(reply).equals("resource_already_exists_exception")) {
            throw refusal(request, reply);
        }
    }

    /** Deletes an index with all its documents; it may be gone already. */
    public void delete(String index, Deadline deadline) throws IOException {
        Request request = Request.of("DELETE", Request.path(index));
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() != 200 && !type(reply).equals("index_not_found_exception")) {
            throw refusal(request, reply);
        }
    }

    /** Makes all that was written before found by searches. */
    public void refresh(String index, Deadline deadline) throws IOException {
        ok(Request.of("POST", Request.path(index, "_refresh")), deadline);
    }

    /** How long the index remembers deletes, if it was told. */
    public Optional<String> gcDeletes(String index, Deadline deadline) throws IOException {
        Request request = new Request(
                "GET", Request.path(index, "_settings", GC_DELETES), Map.of("flat_settings", "true"), new byte[0]);
        JsonNode value = ok(request, deadline).path(index).path("settings").path(GC_DELETES);
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    }

    /** Sets how long it remembers deletes; empty for OpenSearch's own default. */
    public void gcDeletes(String index, Optional<String> time, Deadline deadline) throws IOException {
        ObjectNode settings = JSON.createObjectNode().put(GC_DELETES, time.orElse(null));
        ok(new Request("PUT", Request.path(index, "_settings"), Map.of(), JSON.writeValueAsBytes(settings)), deadline);
    }

    /** An alias given to an index, as the one that is written through it, or taken from it. */
    public record Move(boolean add, String alias, String index) {}

    /** All of these at once, or none: an alias that is to be taken away must be there. */
    public void move(List<Move> moves, Deadline deadline) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode actions = body.putArray("actions");
        for (Move move : moves) {
            ObjectNode action = actions.addObject().putObject(move.add() ? "add" : "remove");
            action.put("index", move.index()).put("alias", move.alias());
            action.put(move.add() ? "is_write_index" : "must_exist", true);
        }
        ok(new Request("POST", "/_aliases", Map.of(), JSON.writeValueAsBytes(body)), deadline);
    }

    private JsonNode ok(Request request, Deadline deadline) throws IOException {
        Reply reply = openSearch.send(request, deadline);
        if (reply.status() != 200) {
            throw refusal(request, reply);
        }
        return JSON.readTree(reply.body());
    }

    private static List<String> names(JsonNode byIndex) {
        List<String> names = new ArrayList<>();
        byIndex.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }

    private static String type(Reply reply) {
        try {
            return BulkReply.read(reply.body()).fault().map(Fault::type).orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static IOException refusal(Request request, Reply reply) {
        return new IOException("%s: %s".formatted(request, reply));
    }
}
