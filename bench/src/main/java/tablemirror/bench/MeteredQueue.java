package tablemirror.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tablemirror.bench.Counts.Kind;
import tablemirror.bench.Counts.Meter;
import tablemirror.function.Deadline;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/** Counts requests to a queue as SQS bills them: one for each 64 KiB of payload begun. Thread-safe as the queue is. */
record MeteredQueue(Queue queue, Meter meter) implements Queue {
    private static final int BILLED_BYTES = 64 << 10;

    @Override
    public Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        count(batch.stream().mapToLong(Outgoing::bytes).sum());
        return queue.send(batch, deadline);
    }

    @Override
    public List<Received> receive(int most, Duration visibility, Deadline deadline) {
        List<Received> received = queue.receive(most, visibility, deadline);
        if (received.isEmpty()) {
            meter.add(Kind.EMPTY_RECEIVES, 1);
        }
        count(received.stream().mapToLong(message -> message.body().length()).sum());
        return received;
    }

    @Override
    public Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        count(0);
        return queue.delete(batch, deadline);
    }

    @Override
    public Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        count(0);
        return queue.hide(batch, deadline);
    }

    @Override
    public Depth depth(Deadline deadline) {
        return queue.depth(deadline);
    }

    private void count(long bytes) {
        meter.add(Kind.SQS_REQUESTS, Math.max(1, Math.ceilDiv(bytes, (long) BILLED_BYTES)));
    }
}
