package tablemirror.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.index.DoubleWriter;
import tablemirror.index.FakeCluster;
import tablemirror.index.FakeOpenSearch;
import tablemirror.index.FakeOpenSearch.Write;
import tablemirror.index.OpenSearch;
import tablemirror.index.Reply;
import tablemirror.index.Request;

/** OpenSearch at the end of a wire, with indices that refuse some documents and forget their deletes. */
final class SimulatedIndex implements OpenSearch {
    static final String ALIAS = "things";
    static final String STANDBY = DoubleWriter.standbyOf(ALIAS);
    /** A document with this attribute is refused, until it is mended. */
    static final String REFUSED = "refused";
    /** A request is over on the server, one way or the other, when this time has passed. */
    private static final int LATEST_MILLIS = 20_000;
    /** Moving an alias is a decision of the whole cluster. */
    private static final int SLOWEST_MOVE_MILLIS = 1_000;

    private static final String LIVE_BULK = "/" + ALIAS + "/_bulk";
    private static final String MOVE = "/_aliases";
    private static final Pattern ACTIONS_ID = Pattern.compile("\"_id\":\"([^\"]*)\"");
    private static final Pattern CONFLICT = Pattern.compile(
            "\\[([^\\[\\]]*)\\]: version conflict, current version \\[(\\d+)\\] is higher than the one provided \\[(\\d+)\\]");
    private static final Pattern DOCUMENTS_ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    private final Surroundings around;
    private final Oracle oracle;
    private final FakeCluster cluster = new FakeCluster();
    private final Tombstones tombstones;
    /** Items that the bulk under way could not take. */
    private final Set<String> refused = new HashSet<>();

    private boolean mended;
    private boolean viaLive;
    private Deadline outage;
    /** Requests whose senders have given up. */
    private int lingering;

    SimulatedIndex(Surroundings around, Duration forgetsAfter, Oracle oracle) {
        this.around = around;
        this.oracle = oracle;
        this.tombstones = new Tombstones(around, cluster, forgetsAfter, oracle);
        this.outage = Deadline.in(Duration.ZERO, around.scheduler());
        cluster.made = this::watch;
    }

    /** The index that was there before anything else. */
    void create() {
        cluster.create(ALIAS + "-000001", ALIAS);
    }

    private void watch(String name, FakeOpenSearch index) {
        index.itemError = this::itemError;
        index.documentError = this::documentError;
        index.written = write -> written(name, write);
    }

    private Optional<String> itemError(String id) {
        if (around.happens(Fault.ITEM_BUSY)) {
            refused.add(id);
            return Optional.of("rejected_execution_exception: one too many");
        }
        return Optional.empty();
    }

    private Optional<String> documentError(String document) {
        if (!mended && document.contains(REFUSED)) {
            refused.addAll(find(DOCUMENTS_ID, document));
            return Optional.of("mapper_parsing_exception: failed to parse field [refused]");
        }
        return Optional.empty();
    }

    /** It answers nothing until then. */
    void awayUntil(Deadline end) {
        outage = end;
    }

    /** From now on it takes every document. */
    void mend() {
        mended = true;
    }

    boolean isQuiet() {
        return lingering == 0;
    }

    /** The name of the index behind an alias, if there is one. */
    Optional<String> behind(String alias) {
        return Optional.ofNullable(cluster.aliases().get(alias));
    }

    /** What an index holds. */
    Map<String, String> documents(String index) {
        return cluster.index(index).documents();
    }

    /** Changes a document behind everybody's back, under the version that it has. */
    void spoil(String index, String id, Optional<String> document) {
        FakeOpenSearch spoilt = cluster.index(index);
        spoilt.written = write -> around.trace("%s: %s is spoilt: %s", index, id, document.orElse("gone"));
        spoilt.write(id, Math.max(0, spoilt.version(id)), document);
        if (document.isEmpty()) {
            spoilt.forgetDelete(id);
        }
        spoilt.written = write -> written(index, write);
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        Set<String> ids = request.path().equals(LIVE_BULK)
                ? find(ACTIONS_ID, new String(request.body(), UTF_8))
                : new HashSet<>();
        oracle.asked(ids);
        if (!arrives(request, deadline)) {
            throw new IOException("no connection before the deadline");
        }
        tombstones.forget(lingering > 0);
        if (!outage.hasPassed() || around.happens(Fault.INDEX_AWAY)) {
            return error(503, "unavailable_shards_exception");
        } else if (around.happens(Fault.INDEX_BUSY)) {
            return error(429, "rejected_execution_exception");
        } else if (!changesSomething(request)) {
            return cluster.send(request, deadline);
        } else if (around.happens(Fault.APPLIED_LATE)) {
            linger(request);
            throw new IOException("connection lost, to be applied all the same");
        }
        refused.clear();
        Reply reply = apply(request, deadline);
        ids.removeAll(refused);
        if (around.happens(Fault.ANSWER_LOST)) {
            around.trace("and the answer is lost");
            throw new IOException("connection lost after the request");
        } else if (!around.wire().returns("bulk", deadline)) {
            throw new IOException("no answer before the deadline");
        }
        if (reply.status() == 200) {
            ids.removeAll(unsettled(new String(reply.body(), UTF_8)));
            oracle.answered(ids);
        }
        return reply;
    }

    private boolean arrives(Request request, Deadline deadline) {
        boolean arrived = around.wire().arrives("bulk", deadline);
        if (request.path().equals(MOVE)) {
            around.moments().come(Moment.SWAP);
            around.scheduler().sleep(Duration.ofMillis(around.choices().between(1, SLOWEST_MOVE_MILLIS)));
        }
        return arrived && !deadline.hasPassed();
    }

    private static boolean changesSomething(Request request) {
        boolean reads = request.method().equals("GET")
                || request.path().endsWith("/_mget")
                || request.path().contains("_search")
                || request.path().endsWith("/_refresh");
        return !reads;
    }

    private Reply apply(Request request, Deadline deadline) throws IOException {
        viaLive = request.path().equals(LIVE_BULK);
        Optional<String> before = behind(ALIAS);
        Reply reply = cluster.send(request, deadline);
        Optional<String> now = behind(ALIAS);
        if (!before.equals(now)) {
            around.trace("%s is live instead of %s", now, before);
            oracle.exchanged(before, now, now.map(this::documents).orElse(Map.of()));
        }
        return reply;
    }

    private static Set<String> find(Pattern id, String text) {
        Set<String> ids = new HashSet<>();
        id.matcher(text).results().forEach(found -> ids.add(found.group(1)));
        return ids;
    }

    /** Items whose conflicts are too close to call, so that this is not the last word about them. */
    private static Set<String> unsettled(String reply) {
        Set<String> ids = new HashSet<>();
        CONFLICT.matcher(reply)
                .results()
                .filter(conflict -> version(conflict, 2).isCloselyAfter(version(conflict, 3)))
                .forEach(conflict -> ids.add(conflict.group(1)));
        return ids;
    }

    private static Version version(MatchResult conflict, int group) {
        return new Version(Long.parseLong(conflict.group(group)));
    }

    private void linger(Request request) {
        lingering++;
        Duration delay = Duration.ofMillis(around.choices().between(1, LATEST_MILLIS));
        around.trace("%s lingers for %s", request, delay);
        around.scheduler().start("late bulk", () -> {
            around.scheduler().sleep(delay);
            try {
                apply(request, around.wire().patience());
            } catch (IOException e) {
                throw new IllegalStateException("the fake has no connection to lose", e);
            }
            lingering--;
        });
    }

    private static Reply error(int status, String type) {
        String body = "{\"error\":{\"type\":\"%s\",\"reason\":\"simulated\"},\"status\":%d}".formatted(type, status);
        return new Reply(status, body.getBytes(UTF_8));
    }

    private void written(String index, Write write) {
        around.trace(
                "%s: %s version %d is %s",
                index, write.id(), write.version(), write.document().orElse("gone"));
        tombstones.written(index, write);
        oracle.written(index, write, viaLive);
    }
}
