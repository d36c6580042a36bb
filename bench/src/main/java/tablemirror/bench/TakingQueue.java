package tablemirror.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tablemirror.function.Deadline;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/** A queue that takes everything and holds nothing. */
final class TakingQueue implements Queue {
    @Override
    public Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        return Map.of();
    }

    @Override
    public List<Received> receive(int most, Duration visibility, Deadline deadline) {
        return List.of();
    }

    @Override
    public Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        return Map.of();
    }

    @Override
    public Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        return Map.of();
    }

    @Override
    public Depth depth(Deadline deadline) {
        return new Depth(0, 0);
    }
}
