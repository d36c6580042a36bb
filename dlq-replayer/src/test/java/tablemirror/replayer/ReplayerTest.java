package tablemirror.replayer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Version;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.Outgoing;

/** What becomes of dead letters. */
class ReplayerTest {
    private static final String REPLAY = "{\"action\":\"replay\"}";

    private final World world = new World();

    @Test
    void inspectTellsWhatDiedAndWhyAndLeavesEverythingVisible() {
        world.die("a", 1, "mapper_parsing_exception");
        world.die("b", 2, "mapper_parsing_exception");
        world.die("c", 3, "document_parsing_exception");
        LetterReport report = world.run("");
        assertEquals(new Counts(3, 3, 0, 0, 0), report.counts());
        assertEquals(3, report.remaining());
        assertTrue(report.done());
        assertEquals(
                List.of("mapper_parsing_exception 2", "document_parsing_exception 1"),
                report.groups().stream()
                        .map(group -> group.errorType() + " " + group.count())
                        .toList());
        LetterReport.Group largest = report.groups().getFirst();
        assertEquals("because of b", largest.reason());
        assertEquals("2026-11-20T12:00:00Z", largest.firstAt());
        assertEquals("2026-11-20T12:00:01Z", largest.lastAt());
        assertEquals("a", largest.samples().getFirst().documentId());
        assertEquals(3, world.deadLetters.messages().size());
        assertEquals(Map.of(), world.deadLetters.hidden());
        assertEquals(List.of(), world.changes.messages());
    }

    @Test
    void everyLetterIsSeenAlsoWhereABatchEndsInTheMiddleOfAGroup() {
        IntStream.range(0, 2000).forEach(i -> world.die("item-" + i % 500, i, "t"));
        LetterReport report = world.run("");
        assertEquals(2000, report.counts().examined());
        assertEquals(0, report.hidden());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void lettersBehindTenOfTheirItemAreCountedAndTold() {
        IntStream.range(0, 25).forEach(i -> world.die("a", i, "t"));
        LetterReport report = world.run("");
        assertEquals(10, report.counts().examined());
        assertEquals(15, report.hidden());
        assertEquals(25, report.remaining());
        assertEquals(
                "mend what the reasons name, then replay; about 15 letters were not handed out: SQS shows at most ten of"
                        + " one item, the others when those are gone",
                report.next());
    }

    @Test
    void replaySendsOneRereadForTheLettersOfAnItemInHandAndEmptiesTheQueue() {
        for (int i = 0; i < 25; i++) {
            world.die("a", 25 - i, "mapper_parsing_exception");
            world.die("b", 7, "mapper_parsing_exception");
        }
        LetterReport report = world.run(REPLAY);
        assertEquals(new Counts(50, 50, 50, 0, 0), report.counts());
        assertTrue(report.done());
        assertEquals(0, report.remaining());
        assertEquals(List.of(), world.deadLetters.messages());
        assertTrue(world.sent().stream().allMatch(change -> change.effect() instanceof Effect.Reread));
        assertEquals(World.upsert("a", 25).version(), versionsSent("a").getFirst());
        assertEquals(World.upsert("b", 7).version(), versionsSent("b").getFirst());
        // The queue hands out ten letters at once, five of each.
        assertEquals(5, versionsSent("a").size(), versionsSent("a")::toString);
    }

    /** By a clock that is ahead, what was refused again looks like an old letter. */
    @Test
    void aLetterThatCameAfterTheRereadIsNotDeletedWithoutAnother() {
        IntStream.rangeClosed(1, 11).forEach(i -> world.die("a", 12 - i, "t"));
        assertEquals(11, world.run(REPLAY).counts().replayed());
        assertEquals(
                List.of(World.upsert("a", 11).version(), World.upsert("a", 1).version()), versionsSent("a"));
    }

    @Test
    void aBodyWithAnImageIsNeverSentAgain() {
        world.moved("a", 1);
        LetterReport report = world.run(REPLAY);
        assertEquals(Letter.REDRIVEN, report.groups().getFirst().errorType());
        assertEquals(
                "received 1 times, no reason kept", report.groups().getFirst().reason());
        assertEquals(List.of(World.upsert("a", 1).reread()), world.sent());
    }

    @Test
    void onlyWhatIsAskedForIsReplayedAndTheRestIsVisible() {
        for (int i = 0; i < 40; i++) {
            world.die("item-" + i, 1, "first");
            world.die("item-" + i, 2, "second");
            world.die("item-" + i, 3, "first");
        }
        LetterReport report =
                world.run("{\"action\":\"replay\",\"where\":{\"errorType\":\"second\",\"idPrefix\":\"item-1\"}}");
        assertEquals(new Counts(120, 11, 11, 0, 0), report.counts());
        assertEquals(11, world.sent().size());
        assertEquals(
                29,
                world.deadLetters.messages().stream()
                        .filter(letter -> "second".equals(letter.attributes().get(DeadLetter.ERROR_TYPE)))
                        .count());
        assertEquals(109, world.deadLetters.messages().size());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void aDryRunChangesNothing() {
        world.die("a", 1, "t");
        world.die("b", 1, "t");
        List<Outgoing> before = world.deadLetters.messages();
        for (String action : List.of("replay", "discard")) {
            LetterReport report =
                    world.run("{\"action\":\"%s\",\"dryRun\":true,\"where\":{\"documentId\":\"b\"}}".formatted(action));
            assertEquals(new Counts(2, 1, 0, 0, 0), report.counts());
            assertEquals("nothing was changed: the same request without dryRun does it", report.next());
        }
        assertEquals(before, world.deadLetters.messages());
        assertEquals(Map.of(), world.deadLetters.hidden());
        assertEquals(List.of(), world.changes.sends);
        assertEquals(List.of(), world.discarded);
    }

    @Test
    void nothingIsDeletedThatWasNotSent() {
        world.die("a", 1, "t");
        world.die("b", 2, "t");
        world.changes.refuseSend = message -> message.group().equals("a");
        LetterReport report = world.run(REPLAY);
        assertEquals(new Counts(2, 2, 1, 0, 1), report.counts());
        assertEquals(
                "failed: not sent: refused by the fake",
                report.groups().getFirst().samples().getFirst().verdict());
        assertEquals(
                List.of("a"),
                world.deadLetters.messages().stream().map(Outgoing::group).toList());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void aSecondReplayOfTheSameLetterIsNotSwallowedAsADuplicate() {
        world.die("a", 1, "t");
        world.deadLetters.refuseDelete = message -> true;
        world.run(REPLAY);
        world.run(REPLAY);
        List<Outgoing> sent = world.changes.messages();
        assertEquals(2, sent.size());
        assertNotEquals(sent.get(0).deduplicationId(), sent.get(1).deduplicationId());
    }

    @Test
    void aLetterThatNamesNoItemIsShownAndStaysAndCanBeDiscarded() {
        world.bury(new DeadLetter("malformed_message", "no JSON", "", "things", World.NOON).message("g", "1", "hello"));
        LetterReport report = world.run(REPLAY);
        assertEquals(1, report.counts().failed());
        LetterReport.Group group = report.groups().getFirst();
        assertEquals("no JSON at character 0", group.reason());
        assertEquals(
                new LetterReport.Sample("-", "m-0", "failed: names no item: discard it by its messageId"),
                group.samples().getFirst());
        assertEquals(Map.of(), world.deadLetters.hidden());

        LetterReport discarded =
                world.run("{\"action\":\"discard\",\"confirm\":true,\"where\":{\"messageId\":\"m-0\"}}");
        assertEquals(new Counts(1, 1, 0, 1, 0), discarded.counts());
        assertEquals(List.of(), world.deadLetters.messages());
    }

    @Test
    void discardDeletesOnlyWhatMatchesAndTellsEachId() {
        world.die("a", 1, "t");
        world.die("b", 1, "t");
        world.die("c", 1, "t");
        world.deadLetters.refuseDelete = message -> message.messageId().equals("m-2");
        LetterReport report = world.run(
                "{\"action\":\"discard\",\"confirm\":true,\"where\":{\"rejectedAfter\":\"2026-11-20T12:00:01Z\"}}");
        assertEquals(new Counts(3, 2, 0, 1, 1), report.counts());
        assertEquals(List.of("m-1", "m-2"), world.discarded);
        assertEquals(
                List.of("a", "c"),
                world.deadLetters.messages().stream().map(Outgoing::group).toList());
        assertEquals(List.of(), world.changes.messages());
    }

    @Test
    void whatIsRefusedAgainIsLeftForTheNextRun() {
        world.die("a", 1, "t");
        world.changes.refuseSend = message -> {
            world.ticker.sleep(Duration.ofMillis(500));
            world.die("a", 2, "t");
            return false;
        };
        LetterReport report = world.run(REPLAY);
        assertEquals(new Counts(1, 1, 1, 0, 0), report.counts());
        assertEquals(1, report.arrived());
        assertEquals(1, world.changes.sends.size());
        assertEquals(1, world.deadLetters.messages().size());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void theAnswerSaysWhatToDoNext() {
        assertEquals("no dead letters: nothing to do", world.run("").next());
        world.die("a", 1, "t");
        assertEquals("mend what the reasons name, then replay", world.run("").next());
        assertEquals(
                "no dead letter is like that",
                world.run("{\"where\":{\"reasonContains\":\"x\"}}").next());
        assertEquals(
                "all are on their way: what is still refused comes back here",
                world.run(REPLAY).next());
    }

    @Test
    void lettersAreVisibleAgainAlsoWhenTheTimeRanOut() {
        world.die("a", 1, "t");
        world.changes.refuseSend = message -> {
            world.ticker.sleep(Duration.ofSeconds(14 * 60 + 45));
            return true;
        };
        assertFalse(world.run(REPLAY).done());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void beyondTheLimitItSaysThatThereMayBeMore() {
        for (int i = 0; i < 20; i++) {
            world.die("item" + i, i, "t");
        }
        LetterReport report = world.run("{\"limit\":7}");
        assertEquals(7, report.counts().examined());
        assertFalse(report.done());
        assertEquals("not the whole queue was seen, the limit is 7: call again with a higher one", report.next());
        assertEquals(Map.of(), world.deadLetters.hidden());
    }

    @Test
    void theAnswerIsSmallWhateverTheQueueHolds() {
        String longest = "\u0001".repeat(100_000);
        for (int type = 0; type < 70; type++) {
            for (int i = 0; i < 12; i++) {
                String id = type + "-" + i;
                Outgoing letter = new Outgoing(
                        id,
                        id,
                        "hello",
                        Map.of(
                                DeadLetter.ERROR_TYPE, type + longest,
                                DeadLetter.ERROR_REASON, longest,
                                DeadLetter.DOCUMENT_ID, longest));
                world.bury(letter);
            }
        }
        LetterReport report = world.run("");
        assertEquals(840, report.counts().matched());
        assertEquals(51, report.groups().size());
        assertEquals(Groups.OTHERS, report.groups().getFirst().errorType());
        assertEquals(240, report.groups().getFirst().count());
        assertTrue(
                World.json(report).length() < 6_000_000,
                "answer of " + World.json(report).length());
    }

    private List<Version> versionsSent(String id) {
        return world.sent().stream()
                .filter(change -> change.key().documentId().equals(id))
                .map(Change::version)
                .toList();
    }
}
