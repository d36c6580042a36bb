package tablemirror.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tablemirror.bucket.Bucket.Stored;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/** What a bucket does, in memory and in a server. Every test begins with an empty bucket. */
abstract class BucketContract {
    abstract Bucket bucket();

    /** Puts an object there, whatever was there before. */
    abstract void put(String key, byte[] content);

    @Test
    void whatIsPutIsReadByteForByte() {
        byte[] content = new byte[1 << 20];
        content[7] = -1;
        put("a/b c+é", content);
        assertArrayEquals(content, bucket().get("a/b c+é", soon()));
    }

    @Test
    void onlyThePrefixIsListedInOrderAndPageByPage() {
        for (String key : List.of("b/2", "a/1", "b/1", "b/10", "c", "b/3", "bb")) {
            put(key, key.getBytes(UTF_8));
        }
        List<Stored> all = new ArrayList<>();
        String after = "";
        for (List<Stored> page = list(after); !page.isEmpty(); page = list(after)) {
            all.addAll(page);
            after = page.getLast().key();
        }
        assertEquals(
                List.of(new Stored("b/1", 3), new Stored("b/10", 4), new Stored("b/2", 3), new Stored("b/3", 3)), all);
    }

    @Test
    void whatIsMovedHasTheNewKeyOnly() {
        put("old/x y", "content".getBytes(UTF_8));
        bucket().move("old/x y", "new/old/x y", soon());
        assertArrayEquals("content".getBytes(UTF_8), bucket().get("new/old/x y", soon()));
        assertEquals(List.of(), bucket().list("old/", "", soon()));
    }

    @Test
    void whatIsNotThereIsSaidByItsKey() {
        BucketUnavailable e = assertThrows(BucketUnavailable.class, () -> bucket().get("none", soon()));
        assertTrue(String.valueOf(e.getMessage()).contains("/none: "), e.getMessage());
        assertThrows(BucketUnavailable.class, () -> bucket().move("none", "other", soon()));
    }

    private List<Stored> list(String after) {
        return bucket().list("b/", after, soon());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1), Ticker.SYSTEM);
    }
}
