package tablemirror.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;
import tablemirror.queue.Queue.Hiding;

/** Sets how long messages in hand stay hidden. One that cannot be set keeps the time it was received with. */
public final class Visibility {
    private static final int MOST_AT_A_TIME = 8;

    private final Queue queue;

    public Visibility(Queue queue) {
        this.queue = queue;
    }

    /** Hides each for its own time from now. */
    public void hide(List<Hiding> hidings, Deadline deadline) {
        List<List<Hiding>> batches = new ArrayList<>();
        for (int from = 0; from < hidings.size(); from += Queue.MAX_ENTRIES) {
            batches.add(hidings.subList(from, Math.min(from + Queue.MAX_ENTRIES, hidings.size())));
        }
        Parallel.map(batches, MOST_AT_A_TIME, deadline.ticker(), batch -> queue.hide(batch, deadline));
    }

    /** Lets others have these at once. */
    public void release(List<Received> messages, Deadline deadline) {
        hide(
                messages.stream()
                        .map(message -> new Hiding(message, Duration.ZERO))
                        .toList(),
                deadline);
    }
}
