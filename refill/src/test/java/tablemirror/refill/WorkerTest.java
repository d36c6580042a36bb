package tablemirror.refill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.index.FakeCluster;
import tablemirror.index.Notes;
import tablemirror.refill.Segment.Count;

class WorkerTest {
    private static final Optional<Duration> LATER = Optional.of(Duration.ofSeconds(6));

    private final HandTicker ticker = new HandTicker();
    private final FakeCluster cluster = new FakeCluster();

    @Test
    void aChildExecutionEndsBeforeItsHistoryIsTooLong() throws IOException {
        begin();
        Worker.Labour waits = (run, segment, deadline) -> LATER;

        for (int invocation = 1; invocation < 1000; invocation++) {
            assertEquals(false, work(waits), "invocation " + invocation);
        }

        assertEquals(true, work(waits));
        assertEquals(false, work(waits));
    }

    @Test
    void whatWasDoneBeforeAFailureIsNoted() throws IOException {
        begin();

        assertThrows(
                IOException.class,
                () -> work((run, segment, deadline) -> {
                    if (segment.count(Count.ITEMS) == 2) {
                        throw new IOException("no answer");
                    }
                    segment.add(Count.ITEMS, 1);
                    return Optional.of(Duration.ZERO);
                }));

        assertEquals(2, journal().segment(0).orElseThrow().count(Count.ITEMS));
    }

    private void begin() throws IOException {
        Journal journal = journal();
        journal.prepare();
        journal.save(Run.begun(
                "one", JsonNodeFactory.instance.objectNode().put("mode", "verify"), 1, null, 0, journal.now()));
    }

    private boolean work(Worker.Labour labour) throws IOException {
        return new Worker(journal(), labour)
                .work("one", 0, Deadline.in(Duration.ofMinutes(1), ticker))
                .path("done")
                .asBoolean();
    }

    private Journal journal() {
        return new Journal(new Notes(cluster, "journal"), () -> World.NOON, Deadline.in(Duration.ofMinutes(1), ticker));
    }
}
