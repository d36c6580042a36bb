package tablemirror.indexer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.indexer.World.NOON;
import static tablemirror.indexer.World.change;
import static tablemirror.indexer.World.item;
import static tablemirror.indexer.World.remove;
import static tablemirror.indexer.World.upsert;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Version;
import tablemirror.index.BulkWriter;
import tablemirror.index.Operation;
import tablemirror.index.Reply;
import tablemirror.indexer.Tally.Count;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Received;

class IndexerTest {
    private final World world = new World();

    @Test
    void anUpsertIsIndexedWithItsVersion() {
        world.send(upsert("1", 0, "x"));
        assertEquals(List.of(), world.invoke());
        assertTrue(document("1").contains("\"at\":\"x\""));
        assertEquals(upsert("1", 0, "x").version().value(), world.openSearch.version("1"));
        assertEquals(1, world.tally.of(Count.INDEXED));
        assertEquals(List.of(), world.queue.messages());
    }

    @Test
    void aRemovalDeletesTheDocument() {
        world.send(upsert("1", 0, "x"));
        world.invoke();
        world.send(remove("1", 1));
        world.invoke();
        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(1, world.tally.of(Count.DELETED));
    }

    @Test
    void changesOfOneItemAreOneWrite() {
        for (int second = 0; second < 10; second++) {
            world.send(upsert("1", second, "v" + second));
            world.pass(Duration.ofSeconds(1));
        }
        world.invoke();
        assertEquals(List.of(List.of("1")), world.openSearch.bulks);
        assertTrue(document("1").contains("v9"));
        assertEquals(List.of(), world.queue.messages());
    }

    @Test
    void whenQueueAndVersionsDisagreeTheTableDecides() {
        world.table.put(item("1", "table"));
        world.send(upsert("1", 5, "newer"));
        world.send(upsert("1", 3, "older"));
        world.invoke();
        assertTrue(document("1").contains("table"));
        assertEquals(upsert("1", 5, "").version().value() | 1, world.openSearch.version("1"));
    }

    @Test
    void aBulkThatOpenSearchFinishesLateDoesNotUndoWhatTheTableDecided() {
        Change first = change("1", 0, 5, new Effect.Upsert(item("1", "first")));
        world.table.put(item("1", "second"));
        world.send(first);
        world.send(change("1", 0, 1, new Effect.Upsert(item("1", "second"))));
        world.invoke();
        finishLate(first.version().value());
        assertTrue(document("1").contains("second"));
    }

    @Test
    void aMuchOlderVersionIsSupersededAndAcknowledged() {
        write("1", 60, "newer");
        world.send(upsert("1", 0, "older"));
        assertEquals(List.of(), world.invoke());
        assertTrue(document("1").contains("newer"));
        assertEquals(1, world.tally.of(Count.SUPERSEDED));
        assertEquals(List.of(), world.table.calls);
    }

    @Test
    void aConflictTooCloseToCallIsSettledByTheTable() {
        write("1", 59, "index");
        world.table.put(item("1", "table"));
        world.send(upsert("1", 0, "message"));
        world.invoke();
        assertTrue(document("1").contains("table"));
        assertEquals(upsert("1", 59, "").version().value() | 1, world.openSearch.version("1"));
        assertEquals(1, world.tally.of(Count.CONFLICT_SETTLED));
    }

    @Test
    void aBulkThatOpenSearchFinishesLateDoesNotUndoASettledConflict() {
        Change first = change("1", 0, 5, new Effect.Upsert(item("1", "first")));
        world.send(first);
        world.invoke();
        world.table.put(item("1", "second"));
        world.send(change("1", 0, 1, new Effect.Upsert(item("1", "second"))));
        world.invoke();
        finishLate(first.version().value());
        assertTrue(document("1").contains("second"));
    }

    @Test
    void aBulkThatOpenSearchFinishesLateDoesNotUndoALaterReading() {
        write("1", 0, "first");
        world.table.put(item("1", "second"));
        world.send(change("1", -1, 1, new Effect.Upsert(item("1", "second"))));
        world.invoke();
        long firstReading = world.openSearch.version("1");
        world.pass(Duration.ofSeconds(5));
        world.table.put(item("1", "third"));
        world.send(change("1", -1, 2, new Effect.Upsert(item("1", "third"))));
        world.invoke();
        finishLate(firstReading);
        assertTrue(document("1").contains("third"));
    }

    /** A bulk with an older state under this version, which its sender had given up. */
    private void finishLate(long version) {
        byte[] document = "{\"at\":\"first\"}".getBytes(UTF_8);
        new BulkWriter(world.openSearch, "things", 1 << 20)
                .write(List.of(new Operation.Index("1", version, document)), world.deadline());
    }

    @Test
    void aCloseConflictOverAnItemThatIsGoneIsSettledByDeleting() {
        write("1", 30, "index");
        world.send(upsert("1", 20, "message"));
        world.invoke();
        assertEquals(Map.of(), world.openSearch.documents());
    }

    @Test
    void aRemovalSentLateDoesNotRemoveWhatWasMadeAnewUnderALowerVersion() {
        write("1", 0, "anew");
        world.table.put(item("1", "anew"));
        world.pass(Duration.ofSeconds(32));
        world.send(remove("1", 1));
        world.invoke();
        assertTrue(document("1").contains("anew"));
    }

    @Test
    void aRepeatedRemovalDoesNotRemoveWhatWasMadeAnewUnderALowerVersion() {
        write("1", 0, "anew");
        world.table.put(item("1", "anew"));
        world.send(remove("1", 1));
        world.queue.receive(10, Duration.ofSeconds(1), world.deadline());
        world.pass(Duration.ofSeconds(1));
        world.invoke();
        assertTrue(document("1").contains("anew"));
    }

    @Test
    void aFirstPromptDeliveryIsBelievedHoweverLongItWaited() {
        world.send(upsert("1", 0, "message"));
        world.pass(Duration.ofDays(3));
        world.invoke();
        assertTrue(document("1").contains("message"));
        assertEquals(List.of(), world.table.calls);
    }

    @Test
    void anUpsertSentLateIsReadFromTheTable() {
        world.pass(Duration.ofSeconds(31));
        world.send(upsert("1", 0, "message"));
        world.invoke();
        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(1, world.tally.of(Count.REREAD));
    }

    @Test
    void anUpsertSentWithin30SecondsIsBelieved() {
        world.pass(Duration.ofSeconds(30));
        world.send(upsert("1", 0, "message"));
        world.invoke();
        assertEquals(List.of(), world.table.calls);
    }

    @Test
    void aRepeatedDeliveryDoesNotBringBackADeleteThatOpenSearchForgot() {
        world.send(upsert("1", 0, "message"));
        world.queue.receive(10, Duration.ofSeconds(1), world.deadline());
        world.pass(Duration.ofSeconds(70));
        write("1", 10, "later");
        delete("1", 20);
        world.openSearch.forgetDeletes();
        world.invoke();
        assertFalse(world.openSearch.documents().containsKey("1"));
    }

    @Test
    void aRereadIsWrittenAMinuteBehindTheTablesClock() {
        world.table.put(item("1", "table"));
        world.pass(Duration.ofMinutes(10));
        world.send(upsert("1", 0, "").reread());
        world.invoke();
        long minuteBefore = Version.ofChange(NOON.plusSeconds(540), "0").value();
        assertEquals(minuteBefore | 1, world.openSearch.version("1"));
    }

    @Test
    void aVersionThatIsAheadOfTheQueuesClockIsNotBelieved() {
        world.table.put(item("1", "table"));
        world.send(upsert("1", 6, "message"));
        world.send(upsert("2", 5, "message"));
        world.invoke();
        assertTrue(document("1").contains("table"));
        assertTrue(document("2").contains("message"));
    }

    @Test
    void aVersionAheadOfTheTablesClockIsNeverWritten() {
        world.table.put(item("1", "table"));
        world.send(upsert("1", 61, "").reread());
        assertEquals(1, world.invoke().size());
        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(1, world.queue.messages().size());
    }

    @Test
    void aKeyThatTheTableDidNotProcessIsNotTakenForAbsent() {
        write("1", 0, "index");
        world.table.processed = 0;
        world.send(upsert("1", 1, "").reread());
        assertEquals(1, world.invoke().size());
        assertTrue(document("1").contains("index"));
    }

    @Test
    void aReadOlderThan30SecondsIsDoneAgainBeforeTheNextAttempt() {
        world.table.put(item("1", "first"));
        world.send(upsert("1", 0, "").reread());
        world.openSearch.instead = request -> {
            world.openSearch.instead = later -> Optional.empty();
            world.table.items.clear();
            world.pass(Duration.ofSeconds(31));
            return Optional.of(new Reply(503, new byte[0]));
        };
        assertEquals(List.of(), world.invoke());
        assertEquals(2, world.table.calls.size());
        assertEquals(Map.of(), world.openSearch.documents());
    }

    @Test
    void onePoisonedItemAmongTenHurtsOnlyItself() {
        for (int i = 0; i < 10; i++) {
            world.send(upsert("item" + i, 0, "x"));
        }
        world.openSearch.itemError = id -> id.equals("item4")
                ? Optional.of("mapper_parsing_exception: failed to parse field [at]")
                : Optional.empty();
        assertEquals(List.of(), world.invoke());
        assertEquals(9, world.openSearch.documents().size());
        Outgoing letter = world.deadLetters.messages().getFirst();
        assertEquals(
                Map.of(
                        "ErrorType", "mapper_parsing_exception",
                        "ErrorReason", "failed to parse field [at]",
                        "DocumentId", "item4",
                        "Index", "things",
                        "RejectedAt", "2026-11-20T12:00:00Z"),
                letter.attributes());
        assertEquals(List.of(upsert("item4", 0, "x").reread()), world.deadChanges());
        assertEquals("m-4", letter.deduplicationId());
        assertEquals("item4", letter.group());
    }

    @Test
    void aRefusedItemIsNotAcknowledgedUntilTheDeadLetterQueueHasIt() {
        world.send(upsert("1", 0, "x"));
        world.openSearch.itemError = id -> Optional.of("mapper_parsing_exception: no");
        world.deadLetters.refuseSend = message -> true;
        assertEquals(1, world.invoke().size());
        assertEquals(1, world.tally.of(Count.LETTERS_FAILED));
        assertEquals(1, world.queue.messages().size());
        world.deadLetters.refuseSend = message -> false;
        world.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), world.invoke());
        assertEquals(1, world.deadLetters.messages().size());
    }

    @Test
    void aLaterGoodChangeOfARefusedItemIsIndexed() {
        world.openSearch.itemError = id -> Optional.of("mapper_parsing_exception: no");
        world.send(upsert("1", 0, "bad"));
        world.invoke();
        world.openSearch.itemError = id -> Optional.empty();
        world.send(upsert("1", 1, "good"));
        world.invoke();
        assertTrue(document("1").contains("good"));
    }

    @Test
    void anOutageCostsDelayAndNothingElse() {
        IntStream.range(0, 10).forEach(i -> world.send(upsert("item" + i, 0, "x")));
        world.openSearch.instead = request -> Optional.of(new Reply(503, new byte[0]));
        for (int i = 0; i < 8; i++) {
            world.invoke();
            world.pass(Duration.ofHours(1));
        }
        assertEquals(List.of(), world.deadLetters.messages());
        assertEquals(10, world.queue.messages().size());
        world.openSearch.instead = request -> Optional.empty();
        IntStream.range(0, 10).forEach(i -> world.table.put(item("item" + i, "x")));
        world.invoke();
        assertEquals(List.of(), world.queue.messages());
        assertEquals(10, world.openSearch.documents().size());
    }

    @Test
    void messagesThatComeAgainStayHiddenLongerEveryTimeAndAGroupTogether() {
        world.send(upsert("1", 0, "x"));
        world.send(upsert("1", 1, "y"));
        world.openSearch.instead = request -> Optional.of(new Reply(503, new byte[0]));
        world.invoke();
        Duration first = onlyTime();
        world.pass(Duration.ofHours(1));
        world.invoke();
        world.pass(Duration.ofHours(1));
        world.invoke();
        assertTrue(onlyTime().compareTo(first) > 0);
    }

    @Test
    void throttledItemsAreTriedAgainWithinTheInvocation() {
        world.send(upsert("1", 0, "x"));
        world.send(upsert("2", 0, "x"));
        world.openSearch.itemError = id -> {
            world.openSearch.itemError = later -> Optional.empty();
            return Optional.of("rejected_execution_exception: queue full");
        };
        assertEquals(List.of(), world.invoke());
        assertEquals(List.of(List.of("1", "2"), List.of("1")), world.openSearch.bulks);
    }

    @Test
    void aBodyThatIsNoMessageGoesToTheDeadLetterQueueAsItIs() {
        world.sendBody("g", "hello \u00e9");
        world.send(upsert("1", 0, "x"));
        assertEquals(List.of(), world.invoke());
        Outgoing letter = world.deadLetters.messages().getFirst();
        assertEquals("hello \u00e9", letter.body());
        assertEquals("malformed_message", letter.attributes().get("ErrorType"));
        assertTrue(world.openSearch.documents().containsKey("1"));
    }

    @Test
    void aMessageOfAnotherTableStaysAndHoldsBackOnlyItsGroup() {
        Change other = new Change(
                "Others",
                upsert("1", 0, "").key(),
                upsert("1", 0, "").version(),
                new Effect.Remove(),
                upsert("1", 0, "").origin());
        world.send(other);
        world.send(upsert("1", 1, "x"));
        world.send(upsert("2", 1, "x"));
        List<Received> again = world.invoke();
        assertEquals(List.of("1", "1"), again.stream().map(Received::group).toList());
        assertEquals(List.of(), world.deadLetters.messages());
    }

    @Test
    void aSuspectIsWrittenAloneAfterAllElseIsAcknowledged() {
        world.send(upsert("suspect", 0, "x"));
        for (int receive = 0; receive < 5; receive++) {
            world.queue.receive(10, Duration.ofSeconds(1), world.deadline());
            world.pass(Duration.ofSeconds(2));
        }
        world.send(upsert("other", 1, "x"));
        world.table.put(item("suspect", "x"));
        HashSet<Integer> waitingAtEachBulk = new HashSet<>();
        world.openSearch.before =
                () -> waitingAtEachBulk.add(world.queue.messages().size());
        world.invoke();
        assertEquals(List.of(List.of("other"), List.of("suspect")), world.openSearch.bulks);
        assertEquals(new HashSet<>(List.of(2, 1)), waitingAtEachBulk);
        assertEquals(List.of(), world.queue.messages());
    }

    @Test
    void theSecondChangeOfOneSecondWins() {
        world.send(change("1", 0, 7, new Effect.Upsert(item("1", "first"))));
        world.send(change("1", 0, 8, new Effect.Upsert(item("1", "second"))));
        world.invoke();
        assertTrue(document("1").contains("second"));
    }

    private String document(String id) {
        return world.openSearch.documents().getOrDefault(id, "no document " + id);
    }

    /** Brings a document into the index, as of so many seconds after noon. */
    private void write(String id, int second, String text) {
        long version = upsert(id, second, text).version().value();
        world.openSearch.write(id, version, Optional.of("{\"at\":\"" + text + "\"}"));
    }

    private void delete(String id, int second) {
        world.openSearch.write(id, remove(id, second).version().value(), Optional.empty());
    }

    private Duration onlyTime() {
        HashSet<Duration> times = new HashSet<>(world.queue.hidden().values());
        assertEquals(1, times.size(), "one time for the whole group: " + times);
        return times.iterator().next();
    }
}
