package tablemirror.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tablemirror.local.Bulk;
import tablemirror.local.Bulk.Fate;
import tablemirror.local.Bulks;
import tablemirror.local.ProxiedMirror;

/** When documents were confirmed by OpenSearch, as the proxy before it saw. */
final class Arrivals {
    private Arrivals() {}

    /** First confirmation of each document, by {@link System#nanoTime}. */
    static Map<String, Long> of(Bulks bulks) {
        Map<String, Long> arrivals = new HashMap<>();
        for (Bulk bulk : bulks.of(Fate.ANSWERED).all()) {
            bulk.ids().forEach(id -> arrivals.putIfAbsent(id, bulk.overNanos()));
        }
        return arrivals;
    }

    /** From the confirmation of each write to that of its document, by document id. */
    static Map<String, Duration> delays(Map<String, Long> confirmedNanos, Map<String, Long> arrivals) {
        Map<String, Duration> delays = new HashMap<>();
        confirmedNanos.forEach((id, confirmed) -> {
            Long arrived = arrivals.get(id);
            if (arrived != null) {
                delays.put(id, Duration.ofNanos(arrived - confirmed));
            }
        });
        return delays;
    }

    /** The same once all of these are there. */
    static Map<String, Long> await(ProxiedMirror mirror, Set<String> ids) {
        Runs.await(
                "%d documents".formatted(ids.size()),
                () -> of(mirror.proxy().bulks()).keySet().containsAll(ids));
        return of(mirror.proxy().bulks());
    }
}
