package tablemirror.local;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tablemirror.local.Bulk.Fate;

/** Bulk requests in the order in which they came, and what is counted of them. Immutable. */
public record Bulks(List<Bulk> all) {
    private static final long SECOND_NANOS = 1_000_000_000;

    public Bulks {
        all = List.copyOf(all);
    }

    public int requests() {
        return all.size();
    }

    public long operations() {
        return all.stream().mapToLong(Bulk::operations).sum();
    }

    /** Operations per request, on average; zero without requests. */
    public double operationsPerRequest() {
        return all.isEmpty() ? 0 : (double) operations() / requests();
    }

    public Bulks of(Fate fate) {
        return new Bulks(all.stream().filter(bulk -> bulk.fate() == fate).toList());
    }

    /** Those that came in this time from that moment on. */
    public Bulks during(long fromNanos, Duration time) {
        return new Bulks(all.stream()
                .filter(bulk -> bulk.atNanos() - fromNanos >= 0 && bulk.atNanos() - fromNanos < time.toNanos())
                .toList());
    }

    /** From the first to the last. */
    public Duration span() {
        return all.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(all.getLast().atNanos() - all.getFirst().atNanos());
    }

    /** The ids of all documents in them. */
    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        all.forEach(bulk -> ids.addAll(bulk.ids()));
        return ids;
    }

    /** The most operations in any second. */
    public long busiestSecond() {
        long most = 0;
        long sum = 0;
        int oldest = 0;
        for (Bulk bulk : all) {
            sum += bulk.operations();
            while (bulk.atNanos() - all.get(oldest).atNanos() >= SECOND_NANOS) {
                sum -= all.get(oldest).operations();
                oldest++;
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
