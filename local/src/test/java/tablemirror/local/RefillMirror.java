package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import tablemirror.states.Outcome;

/** A running application as somebody sees it who refills its index. */
final class RefillMirror implements AutoCloseable {
    static final String ALIAS = "things";
    private static final int PAGE = 5000;

    private final Mirror mirror;
    private int executions;

    private RefillMirror(Mirror mirror) {
        this.mirror = mirror;
    }

    /** One whose refills are as fast as this machine allows. */
    static RefillMirror start() throws InterruptedException {
        return new RefillMirror(Mirror.start(options(5000)));
    }

    /** One with this rate, each of whose invocations gets so much time. */
    static RefillMirror start(int ratePerSecond, Duration timeout) throws InterruptedException {
        return new RefillMirror(Mirror.start(options(ratePerSecond).withTimeout("Refill", timeout)));
    }

    private static LocalOptions options(int ratePerSecond) {
        return LocalOptions.defaults()
                .withTable("Things")
                .withPartitionKey("id:S")
                .withParameter("RefillSegments", "2")
                .withParameter("RefillRatePerSecond", Integer.toString(ratePerSecond));
    }

    Mirror mirror() {
        return mirror;
    }

    /** Begins an execution of the template's state machine. */
    LocalExecution begin(String input) {
        StateMachines machines = mirror.application().stateMachines();
        try {
            return machines.start(machines.get("RefillMachine"), "e" + ++executions, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report of an execution that succeeds. */
    JsonNode execute(String input) throws InterruptedException {
        return report(begin(input));
    }

    static JsonNode report(LocalExecution execution) throws InterruptedException {
        Outcome outcome = end(execution);
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return succeeded.output();
        }
        throw new AssertionError(outcome.toString());
    }

    /** What a person reads of an execution that fails. */
    String failure(String input) throws InterruptedException {
        Outcome outcome = end(begin(input));
        if (outcome instanceof Outcome.Failed failed) {
            return failed.cause();
        }
        throw new AssertionError(outcome.toString());
    }

    private static Outcome end(LocalExecution execution) throws InterruptedException {
        execution.await();
        return execution.outcome().orElseThrow();
    }

    JsonNode status() throws InterruptedException {
        try {
            return Json.parse(mirror.application()
                    .invoke("Refill", "{\"step\":\"status\"}")
                    .payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the execution at work has come to this phase. */
    void awaitPhase(String phase) {
        Mirror.await("phase " + phase, () -> {
            try {
                return status().path("phase").asText().equals(phase);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    /** An address below an index or alias. */
    URI at(String index, String path) {
        return mirror.application().opensearch().resolve("/%s/%s".formatted(index, path));
    }

    /** Keeps this text in the stack's bucket, and returns its address. */
    String keep(String key, String text) {
        String bucket = mirror.application().bucket("FailedRecords");
        mirror.application().clients().s3().putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
        return "s3://%s/%s".formatted(bucket, key);
    }

    /** How many invocations worked in a segment until now. */
    long invocationsAtWork() {
        try (Stream<String> lines = Files.lines(mirror.application().log("Refill"))) {
            return lines.filter(line -> line.contains("step \\\"work\\\"")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String index) {
        Http.delete(mirror.application().opensearch().resolve("/" + index));
    }

    Set<String> indicesBehind(String alias) {
        Set<String> names = new HashSet<>();
        Http.get(mirror.application().opensearch().resolve("/_alias/" + alias))
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    /** All documents of an index, by id, without the time of indexing. */
    Map<String, String> documents(String index) {
        Http.post(at(index, "_refresh"), Json.object());
        Map<String, String> documents = new HashMap<>();
        JsonNode page = Http.post(at(index, "_search?scroll=1m"), Json.object().put("size", PAGE));
        while (!page.at("/hits/hits").isEmpty()) {
            page.at("/hits/hits").forEach(hit -> documents.put(hit.path("_id").asText(), text(hit.path("_source"))));
            ObjectNode next = Json.object().put("scroll", "1m");
            next.put("scroll_id", page.path("_scroll_id").asText());
            page = Http.post(mirror.application().opensearch().resolve("/_search/scroll"), next);
        }
        return documents;
    }

    private static String text(JsonNode source) {
        Map<String, String> fields = new TreeMap<>();
        source.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        fields.remove("indexedAt");
        return fields.toString();
    }

    /** The same of the table; for items of strings and numbers. */
    Map<String, String> items() {
        Map<String, String> items = new HashMap<>();
        Contents.ofTable(mirror)
                .byId()
                .forEach((id, attributes) -> items.put(id, new TreeMap<>(attributes).toString()));
        return items;
    }

    void assertEqualToTable(String index) {
        Map<String, String> items = items();
        Map<String, String> documents = documents(index);
        Set<String> ids = new TreeSet<>(items.keySet());
        ids.addAll(documents.keySet());
        ids.removeIf(id -> items.containsKey(id) && items.get(id).equals(documents.get(id)));
        assertEquals(Set.of(), ids, index);
    }

    /** Spoils the index: takes documents away, changes some, adds some. Ids are {@code name-0}... */
    void spoil(String name, int each) {
        for (int i = 0; i < each; i++) {
            String missing = name + "-" + i;
            String stale = name + "-" + (each + i);
            Http.delete(at(ALIAS, "_doc/%s?version_type=external_gte&version=%d".formatted(missing, version(missing))));
            Http.put(
                    at(ALIAS, "_doc/%s?version_type=external_gte&version=%d".formatted(stale, version(stale))),
                    Json.object().put("id", stale).put("old", true));
            Http.put(
                    at(ALIAS, "_doc/ghost-%d?version_type=external_gte&version=1".formatted(i)),
                    Json.object().put("id", "ghost-" + i));
        }
    }

    private long version(String id) {
        return Http.get(at(ALIAS, "_doc/" + id)).path("_version").asLong();
    }

    @Override
    public void close() {
        mirror.close();
    }
}
