package tablemirror.index;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import tablemirror.function.Deadline;

/** Counts the requests that pass through it, answered or not. Safe to share between threads. */
public final class MeteredOpenSearch implements OpenSearch {
    private final OpenSearch openSearch;
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    public MeteredOpenSearch(OpenSearch openSearch) {
        this.openSearch = openSearch;
    }

    /** What has passed since the last reading. */
    public record Reading(long requests, long bytes, Duration time) {}

    /** Reads the counters and sets them to zero. */
    public Reading take() {
        return new Reading(requests.sumThenReset(), bytes.sumThenReset(), Duration.ofNanos(nanos.sumThenReset()));
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        long from = deadline.ticker().nanoTime();
        try {
            return openSearch.send(request, deadline);
        } finally {
            requests.increment();
            bytes.add(request.body().length);
            nanos.add(deadline.ticker().nanoTime() - from);
        }
    }
}
