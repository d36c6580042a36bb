package tablemirror.replayer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/** How fast a replay goes, what it waits for, and what happens to letters meanwhile. */
class PauseTest {
    private final World world = new World();

    @Test
    void noSecondSeesMoreRereadsThanTheRate() {
        IntStream.range(0, 1000).forEach(i -> world.die("item-" + i, i, "t"));
        world.run("{\"action\":\"replay\",\"ratePerSecond\":50}");
        assertEquals(1000, world.changes.messages().size());
        assertEquals(19, seconds(), 1);
    }

    @Test
    void theConfiguredRateHoldsWhereTheRequestNamesNone() {
        IntStream.range(0, 1000).forEach(i -> world.die("item-" + i, i, "t"));
        world.run("{\"action\":\"replay\"}");
        assertEquals(9, seconds(), 1);
    }

    @Test
    void progressIsToldEveryFewSeconds() {
        IntStream.range(0, 1000).forEach(i -> world.die("item-" + i, i, "t"));
        world.run("{\"action\":\"replay\",\"ratePerSecond\":50}");
        List<Integer> replayed = world.progress.stream().map(Counts::replayed).toList();
        assertEquals(3, replayed.size(), replayed.toString());
        assertTrue(replayed.getFirst() > 0 && replayed.getFirst() < replayed.get(1), replayed.toString());
    }

    @Test
    void liveTrafficGoesFirst() {
        world.die("a", 1, "t");
        backlog(Rereads.MOST_BACKLOG + 1);
        world.meanwhile = () -> {
            List<Received> first = world.changes.receive(1, Duration.ofMinutes(1), world.deadline());
            world.changes.delete(first, world.deadline());
        };
        LetterReport report = world.run("{\"action\":\"replay\"}");
        assertEquals(1, report.counts().replayed());
        assertEquals(5, report.pausedSeconds());
    }

    @Test
    void asMuchBacklogAsIsAllowedHoldsNothingUp() {
        world.die("a", 1, "t");
        backlog(Rereads.MOST_BACKLOG);
        assertEquals(0, world.run("{\"action\":\"replay\"}").pausedSeconds());
    }

    @Test
    void aBacklogThatStaysEndsTheRunInTimeWithNothingSentAndEverythingVisible() {
        IntStream.range(0, 30).forEach(i -> world.die("item-" + i, i, "t"));
        backlog(Rereads.MOST_BACKLOG + 1);
        world.meanwhile = () -> assertEquals(30, world.deadLetters.hidden().size(), "letters in hand are hidden");
        LetterReport report = world.run("{\"action\":\"replay\"}");
        assertTrue(world.progress.size() > 100);
        assertEquals(new Counts(30, 30, 0, 0, 0), report.counts());
        assertFalse(report.done());
        assertEquals(
                "left for the next call",
                report.groups().getFirst().samples().getFirst().verdict());
        assertTrue(seconds() < 15 * 60);
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void lettersOfARunThatWasKilledAreToldAndComeBackWithinAMinute() {
        IntStream.range(0, 30).forEach(i -> world.die("item-" + i, i, "t"));
        new Hand(world.deadLetters, world.reader, world.deadline()).take(20, world.deadline());
        LetterReport report = world.run("{\"action\":\"replay\"}");
        assertEquals(10, report.counts().replayed());
        assertEquals(20, report.inOtherHands());
        assertTrue(report.next().contains("about 20 letters are in the hands of another run"), report.next());
        world.ticker.sleep(Hand.HIDDEN);
        assertEquals(20, world.run("{\"action\":\"replay\"}").counts().replayed());
        assertEquals(List.of(), world.deadLetters.messages());
    }

    private void backlog(int messages) {
        for (int from = 0; from < messages; from += Queue.MAX_ENTRIES) {
            world.changes.send(
                    IntStream.range(from, Math.min(from + Queue.MAX_ENTRIES, messages))
                            .mapToObj(i -> new Outgoing("live-" + i, "live-" + i, "x"))
                            .toList(),
                    world.deadline());
        }
    }

    private double seconds() {
        return world.ticker.nanoTime() / 1e9;
    }
}
