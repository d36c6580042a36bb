package tablemirror.replayer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.MessageReader;
import tablemirror.change.MessageReader.Answer;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.HandTicker;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;
import tablemirror.replayer.Request.Action;

class ReplayerTest {
    private static final KeySchema SCHEMA = new KeySchema("id", null);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Request INSPECT = new Request(Action.INSPECT, Optional.empty(), 1000);
    private static final Request REPLAY = new Request(Action.REPLAY, Optional.empty(), 1000);

    private final HandTicker ticker = new HandTicker();
    private final FakeQueue deadLetters = new FakeQueue(ticker, NOON);
    private final FakeQueue changes = new FakeQueue(ticker, NOON);
    private final MessageReader reader = new MessageReader("Things", SCHEMA);
    private final Replayer replayer = new Replayer(
            deadLetters, new Sender(changes, new Random(1)), reader, () -> NOON.plusNanos(ticker.nanoTime()));
    private int letters;

    @Test
    void inspectTellsWhatDiedAndWhyAndLeavesEverythingVisible() {
        die("a", 1, "mapper_parsing_exception");
        die("b", 2, "mapper_parsing_exception");
        die("c", 3, "document_parsing_exception");
        Report report = run(INSPECT);
        assertEquals(3, report.examined());
        assertTrue(report.done());
        assertEquals(
                List.of("mapper_parsing_exception 2", "document_parsing_exception 1"),
                report.groups().stream()
                        .map(group -> group.errorType() + " " + group.count())
                        .toList());
        assertEquals("because of b", report.groups().getFirst().reason());
        assertEquals("a", report.groups().getFirst().samples().getFirst().documentId());
        assertEquals(3, deadLetters.messages().size());
        assertEquals(Map.of(), deadLetters.hidden());
        assertEquals(List.of(), changes.messages());
    }

    @Test
    void replaySendsOneRereadAnItemAndEmptiesTheQueue() {
        for (int i = 0; i < 25; i++) {
            die("a", 25 - i, "mapper_parsing_exception");
            die("b", i, "mapper_parsing_exception");
        }
        Report report = run(REPLAY);
        assertEquals(50, report.replayed());
        assertEquals(0, report.failed());
        assertTrue(report.done());
        assertEquals(List.of(), deadLetters.messages());
        List<Change> sent = changes.messages().stream().map(this::change).toList();
        assertTrue(sent.stream().allMatch(change -> change.effect() instanceof Effect.Reread));
        assertEquals(
                upsert("a", 25).version(),
                sent.stream()
                        .filter(change -> change.key().documentId().equals("a"))
                        .map(Change::version)
                        .max(Version::compareTo)
                        .orElseThrow());
    }

    @Test
    void aBodyWithAnImageIsNeverSentAgain() {
        Outgoing movedBySqs = new Outgoing("a", "x", Message.body(upsert("a", 1)));
        deadLetters.send(List.of(movedBySqs), deadline());
        Report report = run(REPLAY);
        assertEquals(Letter.REDRIVEN, report.groups().getFirst().errorType());
        assertEquals(upsert("a", 1).reread(), change(changes.messages().getFirst()));
    }

    @Test
    void onlyTheDocumentAskedForIsReplayed() {
        die("a", 1, "t");
        die("b", 2, "t");
        Report report = run(new Request(Action.REPLAY, Optional.of("b"), 1000));
        assertEquals(2, report.examined());
        assertEquals(1, report.replayed());
        assertEquals("a", deadLetters.messages().getFirst().group());
        assertEquals(1, deadLetters.messages().size());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    @Test
    void nothingIsDeletedThatWasNotSent() {
        die("a", 1, "t");
        die("b", 2, "t");
        changes.refuseSend = message -> message.group().equals("a");
        Report report = run(REPLAY);
        assertEquals(1, report.replayed());
        assertEquals(1, report.failed());
        assertEquals(
                List.of("a"),
                deadLetters.messages().stream().map(Outgoing::group).toList());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    @Test
    void aSecondReplayOfTheSameLetterIsNotSwallowedAsADuplicate() {
        die("a", 1, "t");
        deadLetters.refuseDelete = message -> true;
        replayer.run(REPLAY, "first", deadline());
        replayer.run(REPLAY, "second", deadline());
        List<Outgoing> sent = changes.messages();
        assertEquals(2, sent.size());
        assertNotEquals(sent.get(0).deduplicationId(), sent.get(1).deduplicationId());
    }

    @Test
    void aLetterThatNamesNoItemIsShownAndStays() {
        deadLetters.send(
                List.of(new DeadLetter("malformed_message", "no JSON", "", "things", NOON).message("g", "1", "hello")),
                deadline());
        Report report = run(REPLAY);
        assertEquals(1, report.failed());
        assertEquals("no JSON at character 0", report.groups().getFirst().reason());
        assertEquals(1, deadLetters.messages().size());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    @Test
    void whatIsRefusedAgainIsLeftForTheNextRun() {
        die("a", 1, "t");
        changes.refuseSend = message -> {
            ticker.sleep(Duration.ofMillis(500));
            die("a", 2, "t");
            return false;
        };
        assertEquals(1, run(REPLAY).replayed());
        assertEquals(1, changes.sends.size());
        assertEquals(1, deadLetters.messages().size());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    @Test
    void theAnswerSaysWhatToDoNext() {
        assertEquals("no dead letters: nothing to do", run(INSPECT).next());
        die("a", 1, "t");
        assertEquals("mend what the reasons name, then replay", run(INSPECT).next());
        assertEquals(
                "all are on their way: what is still refused comes back here",
                run(REPLAY).next());
    }

    @Test
    void lettersAreVisibleAgainAlsoWhenTheTimeRanOut() {
        die("a", 1, "t");
        changes.refuseSend = message -> {
            ticker.sleep(Duration.ofSeconds(55));
            return true;
        };
        assertFalse(run(REPLAY).done());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    @Test
    void beyondTheLimitItSaysThatThereMayBeMore() {
        for (int i = 0; i < 20; i++) {
            die("item" + i, i, "t");
        }
        Report report = run(new Request(Action.INSPECT, Optional.empty(), 10));
        assertEquals(10, report.examined());
        assertFalse(report.done());
        assertEquals(Map.of(), deadLetters.hidden());
    }

    private Report run(Request request) {
        return replayer.run(request, "request", deadline());
    }

    private Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(60), ticker);
    }

    /** As the indexer gives a change up. */
    private void die(String id, int order, String errorType) {
        DeadLetter letter = new DeadLetter(errorType, "because of " + id, id, "things", NOON.plusSeconds(letters));
        String body = Message.body(upsert(id, order).reread());
        deadLetters.send(List.of(letter.message(id, "m" + letters++, body)), deadline());
    }

    private Change change(Outgoing message) {
        return assertInstanceOf(Answer.Read.class, reader.read(message.body())).change();
    }

    private static Change upsert(String id, int order) {
        String sequence = order + "00000000008367680596";
        return new Change(
                "Things",
                SCHEMA.key(Map.of("id", new Value.S(id))),
                Version.ofChange(NOON, sequence),
                new Effect.Upsert(new Item(Map.of("id", new Value.S(id)))),
                new Origin("event-" + order, sequence, NOON));
    }
}
