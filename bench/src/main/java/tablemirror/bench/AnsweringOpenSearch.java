package tablemirror.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import tablemirror.function.Deadline;
import tablemirror.index.OpenSearch;
import tablemirror.index.Reply;
import tablemirror.index.Request;

/**
 * Takes every bulk, keeps none of it and answers at once as OpenSearch does; there is no standby. It knows the processor
 * time that it needed itself, to be taken off what is measured. Thread-safe.
 */
final class AnsweringOpenSearch implements OpenSearch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Reply NO_STANDBY = new Reply(
            404,
            "{\"error\":\"alias [%s-standby] missing\",\"status\":404}"
                    .formatted(QueueWorker.ALIAS)
                    .getBytes(StandardCharsets.UTF_8));

    private final LongAdder ownNanos = new LongAdder();
    private final List<Request> kept = new ArrayList<>();
    private final boolean keeping;

    AnsweringOpenSearch(boolean keeping) {
        this.keeping = keeping;
    }

    @Override
    public Reply send(Request request, Deadline deadline) {
        if (!request.path().endsWith("/_bulk")) {
            return NO_STANDBY;
        }
        long from = THREADS.getCurrentThreadCpuTime();
        Reply reply = reply(lines(request.body()) / 2);
        if (keeping) {
            synchronized (kept) {
                kept.add(request);
            }
        }
        ownNanos.add(THREADS.getCurrentThreadCpuTime() - from);
        return reply;
    }

    /** The bulks that came, if it keeps them. */
    List<Request> bulks() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    long ownNanos() {
        return ownNanos.sum();
    }

    static Reply reply(int items) {
        StringBuilder json = new StringBuilder("{\"errors\":false,\"items\":[");
        for (int i = 0; i < items; i++) {
            json.append(i == 0 ? "" : ",").append("{\"index\":{\"_index\":\"things-000001\",\"status\":200}}");
        }
        return new Reply(200, json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static int lines(byte[] body) {
        int lines = 0;
        for (byte b : body) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
