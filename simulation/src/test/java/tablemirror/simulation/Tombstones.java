package tablemirror.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tablemirror.index.FakeCluster;
import tablemirror.index.FakeOpenSearch.Write;

/** What each index remembers of its deletes, and for how long: as it was told, or less. */
final class Tombstones {
    /** What index.gc_deletes is unless it is set. */
    static final Duration GC_DELETES = Duration.ofSeconds(60);

    private final Surroundings around;
    private final FakeCluster cluster;
    private final Duration forgetsAfter;
    private final Oracle oracle;
    /** When which document was deleted, by index. */
    private final Map<String, Map<String, Long>> deletedNanos = new HashMap<>();

    Tombstones(Surroundings around, FakeCluster cluster, Duration forgetsAfter, Oracle oracle) {
        this.around = around;
        this.cluster = cluster;
        this.forgetsAfter = forgetsAfter;
        this.oracle = oracle;
    }

    void written(String index, Write write) {
        Map<String, Long> ofIndex = deletedNanos.computeIfAbsent(index, name -> new HashMap<>());
        if (write.document().isEmpty()) {
            ofIndex.put(write.id(), around.scheduler().nanoTime());
        } else {
            ofIndex.remove(write.id());
        }
    }

    /**
     * Nothing while a request lingers that its sender has given up: that it is finished only when a delete is forgotten is not
     * promised against.
     */
    void forget(boolean isLingering) {
        if (isLingering) {
            return;
        }
        for (String index : cluster.indices()) {
            boolean moved = around.happens(Fault.DELETES_FORGOTTEN);
            if (moved) {
                cluster.forgetScrolls();
            }
            Duration told = cluster.gcDeletes(index).isPresent() ? Duration.ofHours(1) : GC_DELETES;
            Duration memory = moved || forgetsAfter.isZero() ? Duration.ZERO : told;
            forget(index, memory);
        }
    }

    private void forget(String index, Duration memory) {
        long now = around.scheduler().nanoTime();
        Map<String, Long> ofIndex = deletedNanos.getOrDefault(index, Map.of());
        for (String id : List.copyOf(ofIndex.keySet())) {
            Duration age = Duration.ofNanos(now - ofIndex.getOrDefault(id, now));
            if (age.compareTo(memory) >= 0) {
                around.trace("%s: the delete of %s is forgotten", index, id);
                ofIndex.remove(id);
                cluster.index(index).forgetDelete(id);
                if (age.compareTo(GC_DELETES) < 0) {
                    oracle.forgotEarly(index, id);
                } else {
                    oracle.forgot(index, id);
                }
            }
        }
    }
}
