package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import tablemirror.function.Deadline;

/**
 * One index in memory that answers bulks and multi-gets as OpenSearch does: external_gte versions on index and delete,
 * deletes remembered until told to forget. Faults are set by its fields. For one thread.
 */
public final class FakeOpenSearch implements OpenSearch {
    /** An item's own error, by document id: {@code type: reason}, status 400; type rejected_execution_exception is a 429. */
    public Function<String, Optional<String>> itemError = id -> Optional.empty();
    /** The same, by what the document says; of a delete nothing. */
    public Function<String, Optional<String>> documentError = document -> Optional.empty();
    /** An answer to the whole request instead of any effect. */
    public Function<Request, Optional<Reply>> instead = request -> Optional.empty();
    /** Runs before each request: what happens in the meantime. */
    public Runnable before = () -> {};
    /** Hears of every write that took effect, in order. */
    public Consumer<Write> written = write -> {};
    /** The document ids of each bulk, in order. */
    public final List<List<String>> bulks = new ArrayList<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A document as it is from now on, or none. */
    public record Write(String id, long version, Optional<String> document) {}

    private String name = "";
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> documents = new TreeMap<>();

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        if (request.path().startsWith("/_alias/")) {
            return noAlias(request.path().substring("/_alias/".length()));
        }
        before.run();
        Optional<Reply> other = instead.apply(request);
        if (other.isPresent()) {
            return other.get();
        }
        return request.path().endsWith("/_mget") ? multiGet(request) : bulk(request);
    }

    /** This, under the name that its replies are to tell. */
    FakeOpenSearch named(String index) {
        name = index;
        return this;
    }

    /** Documents by id. */
    public Map<String, String> documents() {
        return Map.copyOf(documents);
    }

    public long version(String id) {
        return versions.getOrDefault(id, -1L);
    }

    /** What index.gc_deletes and moving shards do to the memory of deletes. */
    public void forgetDeletes() {
        versions.keySet().retainAll(documents.keySet());
    }

    /** In OpenSearch's words. The alias that bulks and multi-gets name is not looked up. */
    static Reply noAlias(String alias) {
        return new Reply(
                404,
                "{\"error\":\"alias [%s] missing\",\"status\":404}"
                        .formatted(alias)
                        .getBytes(UTF_8));
    }

    /** The same for one of them. */
    public void forgetDelete(String id) {
        if (!documents.containsKey(id)) {
            versions.remove(id);
        }
    }

    private Reply multiGet(Request request) throws IOException {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode found = reply.putArray("docs");
        for (JsonNode asked : JSON.readTree(request.body()).path("ids")) {
            String id = asked.asText();
            ObjectNode document = found.addObject().put("_id", id).put("found", documents.containsKey(id));
            if (documents.containsKey(id)) {
                document.put("_version", version(id)).putRawValue("_source", new RawValue(documents.get(id)));
            }
        }
        return new Reply(200, JSON.writeValueAsBytes(reply));
    }

    private Reply bulk(Request request) throws IOException {
        String[] lines = new String(request.body(), UTF_8).split("\n", -1);
        ArrayNode items = JSON.createArrayNode();
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < lines.length - 1; at++) {
            Map.Entry<String, JsonNode> action =
                    JSON.readTree(lines[at]).properties().iterator().next();
            ObjectNode item;
            if (action.getKey().equals("update")) {
                at++;
                item = status(404);
            } else {
                String document = action.getKey().equals("index") ? lines[++at] : null;
                String id = action.getValue().path("_id").asText();
                ids.add(id);
                item = answer(id, action.getValue(), Optional.ofNullable(document));
            }
            items.addObject().set(action.getKey(), item);
        }
        bulks.add(ids);
        ObjectNode reply = JSON.createObjectNode().put("errors", true);
        reply.set("items", items);
        return new Reply(200, JSON.writeValueAsBytes(reply));
    }

    private ObjectNode answer(String id, JsonNode action, Optional<String> document) {
        long version = action.path("version").asLong();
        Optional<String> error = itemError.apply(id).or(() -> document.flatMap(documentError));
        if (error.isPresent()) {
            String[] typeAndReason = error.get().split(": ", 2);
            int status = typeAndReason[0].startsWith("rejected_execution") ? 429 : 400;
            return error(status, typeAndReason[0], typeAndReason[1]);
        }
        if (version < version(id)) {
            return error(
                    409,
                    "version_conflict_engine_exception",
                    "[%s]: version conflict, current version [%d] is higher than the one provided [%d]"
                            .formatted(id, version(id), version));
        }
        if (version == version(id) && action.path("version_type").asText().equals("external")) {
            return error(
                    409,
                    "version_conflict_engine_exception",
                    "[%s]: version conflict, current version [%d] is higher or equal to the one provided [%d]"
                            .formatted(id, version, version));
        }
        boolean existed = documents.containsKey(id);
        write(id, version, document);
        return status(document.isPresent() ? (existed ? 200 : 201) : (existed ? 200 : 404));
    }

    /** Puts a document there, or takes it away, whatever was there before. */
    public void write(String id, long version, Optional<String> document) {
        versions.put(id, version);
        document.ifPresentOrElse(json -> documents.put(id, json), () -> documents.remove(id));
        written.accept(new Write(id, version, document));
    }

    private ObjectNode status(int status) {
        return JSON.createObjectNode().put("_index", name).put("status", status);
    }

    private ObjectNode error(int status, String type, String reason) {
        ObjectNode item = status(status);
        item.putObject("error").put("type", type).put("reason", reason);
        return item;
    }
}
