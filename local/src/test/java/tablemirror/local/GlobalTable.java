package tablemirror.local;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/**
 * Replicas of one table, as a global table has them: a write is made in one Region, reaches the others in its order some
 * time later, and where two wrote the same item, the last writer wins everywhere. Each replica's stream has all of it.
 */
final class GlobalTable {
    private final List<Mirror> replicas;
    private final List<Map<String, Long>> newest;
    private final Map<Path, Queue<Write>> travelling = new HashMap<>();
    private long clock;

    /** From one Region to another. */
    private record Path(int from, int to) {}

    /** What was written where, and when; a {@code change} below zero is a delete. */
    private record Write(String id, int change, int region, long time) {}

    GlobalTable(List<Mirror> replicas) {
        this.replicas = replicas;
        this.newest = replicas.stream()
                .<Map<String, Long>>map(each -> new HashMap<>())
                .toList();
    }

    /** Makes so many changes of so few items, each in any of the Regions, while those made before arrive elsewhere. */
    void change(int changes, int items, Random random) {
        for (int i = 0; i < changes; i++) {
            int region = random.nextInt(replicas.size());
            int change = random.nextInt(4) == 0 ? -1 : i;
            write(new Write("item-" + random.nextInt(items), change, region, ++clock));
            if (random.nextInt(3) > 0) {
                arrive(random.nextInt(replicas.size()), random.nextInt(replicas.size()));
            }
        }
    }

    /** Lets everything arrive everywhere. */
    void settle() {
        travelling.forEach((path, writes) -> {
            while (!writes.isEmpty()) {
                apply(writes.remove(), path.to);
            }
        });
    }

    private void write(Write write) {
        apply(write, write.region);
        for (int other = 0; other < replicas.size(); other++) {
            if (other != write.region) {
                travelling
                        .computeIfAbsent(new Path(write.region, other), path -> new ArrayDeque<>())
                        .add(write);
            }
        }
    }

    private void arrive(int from, int to) {
        Write write =
                travelling.getOrDefault(new Path(from, to), new ArrayDeque<>()).poll();
        if (write != null) {
            apply(write, to);
        }
    }

    private void apply(Write write, int region) {
        if (newest.get(region).getOrDefault(write.id, 0L) > write.time) {
            return;
        }
        newest.get(region).put(write.id, write.time);
        if (write.change < 0) {
            replicas.get(region).delete(write.id);
        } else {
            replicas.get(region)
                    .put(write.id, "change", Mirror.text("%d of Region %d".formatted(write.change, write.region)));
        }
    }
}
