package tablemirror.queue;

import java.util.ArrayList;
import java.util.List;

/** Positions of messages cut into batches that SQS takes: order kept, each as full as the next message allows. */
final class Batches {
    private Batches() {}

    /**
     * Cuts these positions.
     *
     * @throws IllegalArgumentException when a single message is too large
     */
    static List<List<Integer>> of(List<Integer> positions, List<Outgoing> messages) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int batchBytes = 0;
        for (int position : positions) {
            int bytes = messages.get(position).bytes();
            if (bytes > Outgoing.MAX_BYTES) {
                throw new IllegalArgumentException("message of group %s has %d bytes, must be at most %d"
                        .formatted(messages.get(position).group(), bytes, Outgoing.MAX_BYTES));
            }
            if (batch.size() == Queue.MAX_ENTRIES || batchBytes + bytes > Outgoing.MAX_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                batchBytes = 0;
            }
            batch.add(position);
            batchBytes += bytes;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
