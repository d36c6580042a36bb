package tablemirror.bucket;

import java.util.List;
import tablemirror.function.Deadline;

/**
 * The port to one bucket, in the order of its keys. Every call ends by its deadline and throws
 * {@link BucketUnavailable} when S3 did not answer, or refused. Safe to share between threads.
 */
public interface Bucket {
    /**
     * Objects whose keys begin with the prefix and stand after this key, in order of their keys' UTF-8 bytes; never all
     * of a large bucket. None when there are no more.
     *
     * @param after a key, or empty to begin
     */
    List<Stored> list(String prefix, String after, Deadline deadline);

    /** An object's content. */
    byte[] get(String key, Deadline deadline);

    /** Gives an object another key. Killed in the middle, the object has both, and moving it again is no harm. */
    void move(String key, String to, Deadline deadline);

    /** An object that is there. */
    record Stored(String key, long bytes) {}
}
