package tablemirror.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tablemirror.function.Deadline;
import tablemirror.index.FakeOpenSearch;
import tablemirror.index.FakeOpenSearch.Write;
import tablemirror.index.OpenSearch;
import tablemirror.index.Reply;
import tablemirror.index.Request;

/** OpenSearch at the end of a wire, with one index, which refuses some documents and forgets its deletes. */
final class SimulatedIndex implements OpenSearch {
    /** A document with this attribute is refused, until it is mended. */
    static final String REFUSED = "refused";
    /** A request is over on the server, one way or the other, when this time has passed. */
    private static final int LATEST_MILLIS = 20_000;

    private static final Pattern ACTIONS_ID = Pattern.compile("\"_id\":\"([^\"]*)\"");
    private static final Pattern DOCUMENTS_ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    /** What index.gc_deletes is unless it is set. */
    static final Duration GC_DELETES = Duration.ofSeconds(60);

    private final Surroundings around;
    private final Duration forgetsAfter;
    private final Oracle oracle;
    private final FakeOpenSearch index = new FakeOpenSearch();
    private final Map<String, Long> deletedNanos = new HashMap<>();
    /** Items that the bulk under way could not take. */
    private final Set<String> refused = new HashSet<>();

    private boolean mended;
    private Deadline outage;
    /** Requests whose senders have given up. */
    private int lingering;

    SimulatedIndex(Surroundings around, Duration forgetsAfter, Oracle oracle) {
        this.around = around;
        this.forgetsAfter = forgetsAfter;
        this.oracle = oracle;
        this.outage = Deadline.in(Duration.ZERO, around.scheduler());
        index.itemError = this::itemError;
        index.documentError = this::documentError;
        index.written = this::written;
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

    Map<String, String> documents() {
        return index.documents();
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        Set<String> ids = find(ACTIONS_ID, new String(request.body(), UTF_8));
        oracle.asked(ids);
        if (!around.wire().arrives("bulk", deadline)) {
            throw new IOException("no connection before the deadline");
        }
        forgetDeletes();
        if (!outage.hasPassed() || around.happens(Fault.INDEX_AWAY)) {
            return error(503, "unavailable_shards_exception");
        } else if (around.happens(Fault.INDEX_BUSY)) {
            return error(429, "rejected_execution_exception");
        } else if (!request.path().endsWith("/_bulk")) {
            return index.send(request, deadline);
        } else if (around.happens(Fault.APPLIED_LATE)) {
            linger(request);
            throw new IOException("connection lost, to be applied all the same");
        }
        refused.clear();
        Reply reply = index.send(request, deadline);
        ids.removeAll(refused);
        if (around.happens(Fault.ANSWER_LOST)) {
            around.trace("and the answer is lost");
            throw new IOException("connection lost after the bulk");
        } else if (!around.wire().returns("bulk", deadline)) {
            throw new IOException("no answer before the deadline");
        }
        oracle.answered(ids);
        return reply;
    }

    private static Set<String> find(Pattern id, String text) {
        Set<String> ids = new HashSet<>();
        id.matcher(text).results().forEach(found -> ids.add(found.group(1)));
        return ids;
    }

    private void linger(Request request) {
        lingering++;
        Duration delay = Duration.ofMillis(around.choices().between(1, LATEST_MILLIS));
        around.trace("a bulk lingers for %s", delay);
        around.scheduler().start("late bulk", () -> {
            around.scheduler().sleep(delay);
            try {
                index.send(request, around.wire().patience());
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

    private void written(Write write) {
        around.trace(
                "index: %s version %d is %s",
                write.id(), write.version(), write.document().orElse("gone"));
        if (write.document().isEmpty()) {
            deletedNanos.put(write.id(), around.scheduler().nanoTime());
        } else {
            deletedNanos.remove(write.id());
        }
        oracle.written(write);
    }

    /** A shard that moves first waits for the requests under way: so nothing is lost early while one lingers. */
    private void forgetDeletes() {
        long now = around.scheduler().nanoTime();
        boolean lost = around.happens(Fault.DELETES_FORGOTTEN);
        Duration memory = lingering > 0 ? GC_DELETES : lost ? Duration.ZERO : forgetsAfter;
        for (String id : List.copyOf(deletedNanos.keySet())) {
            Duration age = Duration.ofNanos(now - deletedNanos.getOrDefault(id, now));
            if (age.compareTo(memory) >= 0) {
                around.trace("index: the delete of %s is forgotten", id);
                deletedNanos.remove(id);
                index.forgetDelete(id);
                if (age.compareTo(GC_DELETES) < 0) {
                    oracle.forgotEarly(id);
                }
            }
        }
    }
}
