package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.index.DocumentReader.Stored;
import tablemirror.refill.Candidate.Verdict;

class CandidateTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Documents DOCUMENTS = Documents.whole(new KeySchema("id", null), "at");
    private static final Optional<Item> NEW = item("new");
    private static final Stored OLD = document("old", NOON.minusSeconds(3600));

    @Test
    void whatDiffersTenTimesInARowOverAMinuteWithoutABacklogIsDrift() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);
        for (int look = 1; look < 10; look++) {
            candidate = open(candidate, NEW, look * 7L, false);
        }

        Verdict verdict = candidate.look(NEW, OLD, NOON.plusSeconds(70), false, DOCUMENTS);

        assertEquals(new Verdict.Confirmed(Difference.STALE), verdict);
    }

    @Test
    void nineLooksOrAMinuteAreNotEnoughAlone() {
        Candidate quick = Candidate.seen("k", NEW, NOON);
        for (int look = 1; look < 30; look++) {
            quick = open(quick, NEW, Math.min(59, look * 5L), false);
        }
        Candidate seldom = open(open(Candidate.seen("k", NEW, NOON), NEW, 50, false), NEW, 300, false);

        assertEquals(29, quick.looks());
        assertEquals(2, seldom.looks());
    }

    @Test
    void behindABacklogItIsNotDriftButLagsAfterAQuarterOfAnHour() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);
        for (int look = 1; look <= 100; look++) {
            candidate = open(candidate, NEW, look * 9L, true);
        }

        assertEquals(
                new Verdict.Lagging(Difference.STALE),
                candidate.look(NEW, OLD, NOON.plusSeconds(9 + 900), true, DOCUMENTS));
    }

    /** In a large segment hours pass between a scan and the first look. */
    @Test
    void whatWasSeenLongAgoIsLookedAtAllTheSame() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);
        for (int look = 0; look < 9; look++) {
            candidate = open(candidate, NEW, 36_000 + look * 6L, false);
        }

        assertEquals(
                new Verdict.Confirmed(Difference.STALE),
                candidate.look(NEW, OLD, NOON.plusSeconds(36_054), false, DOCUMENTS));
    }

    @Test
    void anEmptyQueueCountsOnlyOnceTheChangeMustHaveReachedIt() {
        Candidate early = open(Candidate.seen("k", NEW, NOON), NEW, 44, false);
        Candidate late = open(Candidate.seen("k", NEW, NOON), NEW, 45, false);

        assertEquals(false, early.noBacklog());
        assertEquals(true, late.noBacklog());
    }

    @Test
    void anItemThatChangesBeginsAnew() {
        Candidate candidate = open(open(Candidate.seen("k", NEW, NOON), NEW, 50, false), item("newer"), 60, false);

        assertEquals(NOON.getEpochSecond() + 60, candidate.since());
        assertEquals(0, candidate.looks());
        assertEquals(false, candidate.noBacklog());
        assertEquals(NOON.getEpochSecond(), candidate.firstAt());
    }

    @Test
    void whatAgreesOrIsOvertakenBySomethingLaterIsSettled() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);

        assertInstanceOf(
                Verdict.Settled.class,
                candidate.look(NEW, document("new", NOON), NOON.plusSeconds(6), false, DOCUMENTS));
        assertInstanceOf(
                Verdict.Settled.class,
                candidate.look(NEW, document("old", NOON.plusSeconds(6)), NOON.plusSeconds(6), false, DOCUMENTS));
        assertInstanceOf(
                Verdict.Settled.class,
                candidate.look(Optional.empty(), new Stored.Absent(), NOON.plusSeconds(6), false, DOCUMENTS));
    }

    /** The index follows some seconds behind, and the item is another one at each look. */
    @Test
    void anItemThatChangesAllTheTimeIsSettledByAnyChangeAfterTheFirstLook() {
        Candidate candidate = open(Candidate.seen("k", NEW, NOON), item("newer"), 6, false);

        assertInstanceOf(
                Verdict.Settled.class,
                candidate.look(
                        item("newest"), document("new", NOON.plusSeconds(6)), NOON.plusSeconds(12), false, DOCUMENTS));
    }

    /** The stream's time was ahead of the answer's, and the change that is missing came after it. */
    @Test
    void aVersionNoLaterThanClocksDifferSettlesNothing() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);

        assertInstanceOf(
                Verdict.Open.class,
                candidate.look(NEW, document("old", NOON.plusSeconds(5)), NOON.plusSeconds(6), false, DOCUMENTS));
    }

    @Test
    void aVersionOfTheFutureSettlesNothing() {
        Candidate candidate = Candidate.seen("k", NEW, NOON);

        assertInstanceOf(
                Verdict.Open.class,
                candidate.look(NEW, document("old", NOON.plusSeconds(3600)), NOON.plusSeconds(6), false, DOCUMENTS));
    }

    private static Candidate open(Candidate candidate, Optional<Item> item, long second, boolean backlog) {
        Verdict verdict = candidate.look(item, OLD, NOON.plusSeconds(second), backlog, DOCUMENTS);
        return assertInstanceOf(Verdict.Open.class, verdict).candidate();
    }

    private static Optional<Item> item(String value) {
        return Optional.of(new Item(Map.of("v", new Value.S(value))));
    }

    private static Stored document(String value, Instant written) {
        return new Stored.Present(
                Version.ofChange(written, "1").value(),
                "{\"v\":\"%s\"}".formatted(value).getBytes(UTF_8));
    }
}
