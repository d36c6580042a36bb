package tablemirror.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts records together to the events that a function gets, within Lambda's limit of 6 MiB. */
final class Event {
    static final int MAXIMUM_BYTES = 6 * 1024 * 1024;

    private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);

    private static final long EMPTY_BYTES = (long) HEAD.length + TAIL.length;

    private Event() {}

    static byte[] of(List<byte[]> records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEAD);
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(records.get(i));
        }
        out.writeBytes(TAIL);
        return out.toByteArray();
    }

    /** Cuts a run of records, in order, into batches that each have at most this many and fit one event. */
    static <R> List<List<R>> batches(List<R> records, int batchSize, Function<R, byte[]> json) {
        List<List<R>> batches = new ArrayList<>();
        List<R> batch = new ArrayList<>();
        long bytes = EMPTY_BYTES;
        for (R each : records) {
            long more = json.apply(each).length + 1L;
            if (!batch.isEmpty() && (batch.size() == batchSize || bytes + more > MAXIMUM_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = EMPTY_BYTES;
            }
            batch.add(each);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
