package tablemirror.bench;

import java.io.IOException;
import tablemirror.bench.Counts.Kind;
import tablemirror.bench.Counts.Meter;
import tablemirror.function.Deadline;
import tablemirror.index.OpenSearch;
import tablemirror.index.Reply;
import tablemirror.index.Request;

/** Counts requests to OpenSearch, and can be away. Thread-safe. */
final class CountedOpenSearch implements OpenSearch {
    private final OpenSearch openSearch;
    private final Meter meter;
    private volatile boolean away;

    CountedOpenSearch(OpenSearch openSearch, Meter meter) {
        this.openSearch = openSearch;
        this.meter = meter;
    }

    /** From now on nothing is answered, or everything again. */
    void away(boolean now) {
        away = now;
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        boolean isBulk = request.path().endsWith("/_bulk");
        meter.add(isBulk ? Kind.BULKS : Kind.OTHER_REQUESTS, 1);
        if (away) {
            throw new IOException("away");
        }
        if (isBulk) {
            meter.add(Kind.OPERATIONS, operations(request.body()));
        }
        return openSearch.send(request, deadline);
    }

    /** All of them write a document: two lines each. */
    private static long operations(byte[] body) {
        long lines = 0;
        for (byte b : body) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines / 2;
    }
}
