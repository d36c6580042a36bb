package tablemirror.bucket;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tablemirror.function.Deadline;

/** A bucket in memory, whose lists are short. Faults are set by its fields. For one thread. */
public final class FakeBucket implements Bucket {
    private static final int PAGE = 3;

    /** Keys that cannot be read or moved. */
    public Predicate<String> broken = key -> false;

    /** What is in it. */
    public final NavigableMap<String, byte[]> objects = new TreeMap<>();

    @Override
    public List<Stored> list(String prefix, String after, Deadline deadline) {
        return objects.entrySet().stream()
                .filter(object ->
                        object.getKey().startsWith(prefix) && object.getKey().compareTo(after) > 0)
                .limit(PAGE)
                .map(object -> new Stored(object.getKey(), object.getValue().length))
                .toList();
    }

    @Override
    public byte[] get(String key, Deadline deadline) {
        byte[] content = objects.get(key);
        if (content == null || broken.test(key)) {
            throw unavailable("read", key);
        }
        return content.clone();
    }

    @Override
    public void move(String key, String to, Deadline deadline) {
        byte[] content = objects.get(key);
        if (content == null || broken.test(key)) {
            throw unavailable("move", key);
        }
        objects.put(to, content);
        objects.remove(key);
    }

    private static BucketUnavailable unavailable(String what, String key) {
        return new BucketUnavailable(what, "fake", key, new IllegalStateException("refused by the fake"));
    }
}
