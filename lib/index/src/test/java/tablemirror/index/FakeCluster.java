package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tablemirror.function.Deadline;

/**
 * Several indices in memory, with aliases, notes and scrolls, answering as OpenSearch does; the documents of each are a
 * {@link FakeOpenSearch}'s. Safe to share between threads.
 */
public final class FakeCluster implements OpenSearch {
    /** An answer to the whole request instead of any effect. */
    public Function<Request, Optional<Reply>> instead = request -> Optional.empty();
    /** Runs after each bulk. */
    public Runnable afterBulk = () -> {};
    /** Hears of every index that is made, with its name. */
    public BiConsumer<String, FakeOpenSearch> made = (name, index) -> {};
    /** Method and path of every request. */
    public final List<String> requests = new ArrayList<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, FakeOpenSearch> indices = new TreeMap<>();
    private final Map<String, Map<String, ObjectNode>> notes = new HashMap<>();
    private final Map<String, String> gcDeletes = new HashMap<>();
    /** Alias → index. */
    private final Map<String, String> aliases = new LinkedHashMap<>();

    private final Map<String, Scroll> scrolls = new HashMap<>();
    private int scrollsMade;

    /** Makes an index with an alias. */
    public FakeOpenSearch create(String index, String alias) {
        aliases.put(alias, index);
        return indices.computeIfAbsent(index, this::make);
    }

    private FakeOpenSearch make(String name) {
        FakeOpenSearch index = new FakeOpenSearch();
        made.accept(name, index);
        return index;
    }

    /** The index of this name. */
    public FakeOpenSearch index(String name) {
        return Optional.ofNullable(indices.get(name)).orElseThrow(() -> new AssertionError("no index " + name));
    }

    public List<String> indices() {
        return List.copyOf(indices.keySet());
    }

    /** Alias → index. */
    public Map<String, String> aliases() {
        return Map.copyOf(aliases);
    }

    /** How long an index remembers deletes, if it was told. */
    public Optional<String> gcDeletes(String index) {
        return Optional.ofNullable(gcDeletes.get(index));
    }

    /** Forgets all places in slices. */
    public void forgetScrolls() {
        scrolls.clear();
    }

    @Override
    public synchronized Reply send(Request request, Deadline deadline) throws IOException {
        if (deadline.hasPassed()) {
            throw new IOException("%s not sent, the deadline has passed".formatted(request));
        }
        requests.add(request.toString());
        Optional<Reply> other = instead.apply(request);
        if (other.isPresent()) {
            return other.get();
        }
        String[] path = request.path().substring(1).split("/", -1);
        if (path[0].equals("_alias")) {
            return alias(path[1]);
        } else if (path[0].equals("_aliases")) {
            return move(JSON.readTree(request.body()));
        } else if (path[0].equals("_search")) {
            return scroll(request);
        } else if (path.length == 1) {
            return index(request, path[0]);
        }
        return within(path, request, deadline);
    }

    private Reply within(String[] path, Request request, Deadline deadline) throws IOException {
        if (path[0].endsWith("-*")) {
            return beginningWith(path[0].substring(0, path[0].length() - 1));
        }
        String index = aliases.getOrDefault(path[0], path[0]);
        FakeOpenSearch documents = indices.get(index);
        if (path[1].equals("_bulk")) {
            Reply reply = aliases.containsKey(path[0]) && documents != null
                    ? documents.named(index).send(request, deadline)
                    : noIndex(path[0]);
            afterBulk.run();
            return reply;
        }
        if (documents == null) {
            return noIndex(path[0]);
        }
        return switch (path[1]) {
            case "_mget" -> documents.send(request, deadline);
            case "_doc" -> note(index, path[2], request);
            case "_search" -> search(documents, JSON.readTree(request.body()));
            case "_settings" -> settings(index, request);
            case "_refresh" -> json(200, JSON.createObjectNode());
            default -> throw new AssertionError("the fake does not know " + request);
        };
    }

    private Reply alias(String alias) throws IOException {
        String index = aliases.get(alias);
        if (index == null) {
            return FakeOpenSearch.noAlias(alias);
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject(index);
        return json(200, answer);
    }

    private Reply beginningWith(String prefix) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        indices.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(answer::putObject);
        return json(200, answer);
    }

    private Reply move(JsonNode body) throws IOException {
        Map<String, String> moved = new LinkedHashMap<>(aliases);
        for (JsonNode action : body.path("actions")) {
            boolean add = action.has("add");
            JsonNode what = action.path(add ? "add" : "remove");
            String alias = what.path("alias").asText();
            String index = what.path("index").asText();
            if (!indices.containsKey(index)) {
                return noIndex(index);
            }
            if (add) {
                String before = moved.put(alias, index);
                if (before != null && !before.equals(index)) {
                    return twoWriteIndices(alias, before, index);
                }
            } else if (!moved.remove(alias, index)) {
                return error(404, "aliases_not_found_exception", "aliases [%s] missing".formatted(alias));
            }
        }
        aliases.clear();
        aliases.putAll(moved);
        return json(200, JSON.createObjectNode());
    }

    private static Reply twoWriteIndices(String alias, String one, String other) throws IOException {
        return error(
                500,
                "illegal_state_exception",
                "alias [%s] has more than one write index [%s,%s]".formatted(alias, one, other));
    }

    private Reply index(Request request, String name) throws IOException {
        boolean exists = indices.containsKey(name);
        switch (request.method()) {
            case "PUT" -> {
                if (exists) {
                    return error(400, "resource_already_exists_exception", name);
                }
                for (Map.Entry<String, JsonNode> alias :
                        JSON.readTree(request.body()).path("aliases").properties()) {
                    String before = aliases.putIfAbsent(alias.getKey(), name);
                    if (before != null) {
                        return twoWriteIndices(alias.getKey(), before, name);
                    }
                }
                indices.put(name, make(name));
            }
            case "DELETE" -> {
                if (!exists) {
                    return noIndex(name);
                }
                indices.remove(name);
                notes.remove(name);
                aliases.values().removeIf(name::equals);
            }
            default -> {
                return exists ? json(200, JSON.createObjectNode()) : noIndex(name);
            }
        }
        return json(200, JSON.createObjectNode());
    }

    private Reply note(String index, String id, Request request) throws IOException {
        Map<String, ObjectNode> ofIndex = notes.computeIfAbsent(index, name -> new HashMap<>());
        ObjectNode before = ofIndex.get(id);
        if (request.method().equals("GET")) {
            return before == null
                    ? json(404, JSON.createObjectNode().put("found", false))
                    : json(200, before.deepCopy().put("found", true));
        }
        String expected = request.query().getOrDefault("if_seq_no", "");
        boolean holds = before == null
                ? "create".equals(request.query().get("op_type"))
                : expected.equals(before.path("_seq_no").asText());
        if (!holds) {
            return error(409, "version_conflict_engine_exception", id);
        }
        ObjectNode note = JSON.createObjectNode();
        note.put("_seq_no", before == null ? 0 : before.path("_seq_no").asInt() + 1)
                .put("_primary_term", 1);
        note.set("_source", JSON.readTree(request.body()));
        ofIndex.put(id, note);
        return json(before == null ? 201 : 200, note);
    }

    private Reply settings(String index, Request request) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        if (request.method().equals("PUT")) {
            JsonNode time = JSON.readTree(request.body()).path("index.gc_deletes");
            gcDeletes.compute(index, (name, before) -> time.textValue());
            return json(200, answer);
        }
        ObjectNode settings = answer.putObject(index).putObject("settings");
        Optional.ofNullable(gcDeletes.get(index)).ifPresent(time -> settings.put("index.gc_deletes", time));
        return json(200, answer);
    }

    /** A slice is the documents whose id's hash falls to it. */
    private Reply search(FakeOpenSearch documents, JsonNode body) throws IOException {
        int slice = body.path("slice").path("id").asInt(0);
        int slices = body.path("slice").path("max").asInt(1);
        String place = "scroll-%d".formatted(++scrollsMade);
        List<ObjectNode> hits = new ArrayList<>();
        for (Map.Entry<String, String> each : new TreeMap<>(documents.documents()).entrySet()) {
            if (Math.floorMod(each.getKey().hashCode(), slices) == slice) {
                ObjectNode hit = JSON.createObjectNode().put("_id", each.getKey());
                hit.set("_source", JSON.readTree(each.getValue()));
                hits.add(hit);
            }
        }
        scrolls.put(place, new Scroll(hits, hits.size(), body.path("size").asInt()));
        return page(place);
    }

    private Reply scroll(Request request) throws IOException {
        if (request.method().equals("DELETE")) {
            scrolls.remove(request.path().substring(request.path().lastIndexOf('/') + 1));
            return json(200, JSON.createObjectNode());
        }
        return page(JSON.readTree(request.body()).path("scroll_id").asText());
    }

    private Reply page(String place) throws IOException {
        Scroll scroll = scrolls.get(place);
        if (scroll == null) {
            return error(404, "search_context_missing_exception", place);
        }
        ObjectNode answer = JSON.createObjectNode().put("timed_out", false).put("_scroll_id", place);
        answer.putObject("_shards").put("failed", 0);
        ObjectNode hits = answer.putObject("hits");
        hits.putObject("total").put("value", scroll.total);
        List<ObjectNode> next = scroll.left.subList(0, Math.min(scroll.size, scroll.left.size()));
        hits.putArray("hits").addAll(next);
        next.clear();
        return json(200, answer);
    }

    /** The documents of a slice that are still to be read, as they were when it was begun. */
    private record Scroll(List<ObjectNode> left, int total, int size) {}

    private static Reply noIndex(String name) throws IOException {
        return error(404, "index_not_found_exception", "no such index [%s]".formatted(name));
    }

    private static Reply error(int status, String type, String reason) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("status", status);
        answer.putObject("error").put("type", type).put("reason", reason);
        return json(status, answer);
    }

    private static Reply json(int status, JsonNode answer) {
        return new Reply(status, answer.toString().getBytes(UTF_8));
    }
}
