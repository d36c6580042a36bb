package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.indexer.World.item;
import static tablemirror.indexer.World.upsert;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftWriterTest {
    private final World world = new World();

    @Test
    void whatWasReadTooLongAgoIsNotWritten() {
        IntStream.range(0, 200).forEach(i -> {
            world.table.put(item("item" + i, "before"));
            world.send(upsert("item" + i, 0, "").reread());
        });
        world.table.answered = () -> {
            world.table.answered = () -> {};
            IntStream.range(0, 200).forEach(i -> world.table.put(item("item" + i, "after")));
            world.pass(Duration.ofSeconds(31));
        };
        world.openSearch.written =
                write -> assertTrue(write.document().orElse("").contains("after"), write::toString);
        world.invoke();
        assertEquals(100, world.openSearch.documents().size(), "those of the second page");
        assertEquals(100, world.queue.messages().size(), "the others come again");
    }

    /** How many fill a bulk's bytes is known only when they are read, and then the pace has let more pass. */
    @Test
    void whatDidNotFitIntoABulkIsNotPaidForAgain() {
        String text = "x".repeat(100_000);
        IntStream.range(0, 500).forEach(i -> {
            world.table.put(item("item" + i, text));
            world.send(upsert("item" + i, 0, "").reread());
        });
        world.invoke();
        assertEquals(500, world.openSearch.documents().size());
        assertTrue(world.openSearch.bulks.size() > 5, world.openSearch.bulks::toString);
        // A thousand operations a second, and the first are paid for afterwards.
        assertTrue(world.tally.waited().compareTo(Duration.ofMillis(600)) < 0, world.tally.waited()::toString);
    }
}
