package tablemirror.queue;

import java.time.Instant;
import tablemirror.function.HandTicker;

/** The fake keeps the contract. */
class FakeQueueTest extends QueueContract {
    private final Queue queue = new FakeQueue(new HandTicker(), Instant.EPOCH);

    @Override
    Queue queue() {
        return queue;
    }
}
