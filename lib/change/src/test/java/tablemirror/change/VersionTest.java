package tablemirror.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void theSecondLeadsAndTheSequenceFollows() {
        Version first = Version.ofChange(NOON, sequence(7));
        assertEquals(217_339_200L << 32 | 7, first.value());
        assertTrue(Version.ofChange(NOON, sequence(8)).compareTo(first) > 0);
        assertTrue(Version.ofChange(NOON.plusSeconds(1), sequence(1)).compareTo(first) > 0);
    }

    @Test
    void fractionsOfASecondDoNotCount() {
        assertEquals(Version.ofChange(NOON, sequence(7)), Version.ofChange(NOON.plusMillis(999), sequence(7)));
    }

    @Test
    void theTailOfTheSequenceNumberIsNoOrder() {
        assertEquals(Version.ofChange(NOON, "700000000008367680596"), Version.ofChange(NOON, "700000000008367681389"));
    }

    @Test
    void sequenceNumbersOfAnyLengthAreTaken() {
        assertEquals(0, Version.ofChange(NOON, "99999999999999999999").value() & 0xffffffffL);
        assertEquals(1, Version.ofChange(NOON, "4294967297" + "0".repeat(20)).value() & 0xffffffffL);
        assertEquals(1_661_992_959L, Version.ofChange(NOON, "9".repeat(40)).value() & 0xffffffffL);
    }

    @Test
    void whatIsNoSequenceNumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Version.ofChange(NOON, ""));
        assertThrows(IllegalArgumentException.class, () -> Version.ofChange(NOON, "12x"));
        assertThrows(
                IllegalArgumentException.class, () -> Version.ofChange(Instant.parse("2019-12-31T23:59:59Z"), "1"));
        assertThrows(
                IllegalArgumentException.class, () -> Version.ofChange(Instant.parse("2089-01-01T00:00:00Z"), "1"));
    }

    @Test
    void aRereadIsAsNewAsItsChangeAndAMinuteOlderThanItsReading() {
        Version change = Version.ofChange(NOON, sequence(7));
        assertEquals(change, change.reread(NOON.plusSeconds(60)));
        assertEquals(
                (217_339_200L + 1) << 32, change.reread(NOON.plusSeconds(61)).value());
    }

    @Test
    void aVersionMoreThanAMinuteAheadOfTheReadIsABug() {
        Version change = Version.ofChange(NOON, sequence(7));
        assertFalse(change.isAheadOf(NOON.minusSeconds(60)));
        assertTrue(change.isAheadOf(NOON.minusSeconds(61)));
        assertThrows(IllegalArgumentException.class, () -> change.reread(NOON.minusSeconds(61)));
    }

    @Test
    void lessThanAMinuteIsClose() {
        Version change = Version.ofChange(NOON, sequence(7));
        assertTrue(Version.ofChange(NOON.plusSeconds(60), sequence(6)).isCloselyAfter(change));
        assertFalse(Version.ofChange(NOON.plusSeconds(60), sequence(7)).isCloselyAfter(change));
    }

    private static String sequence(int order) {
        return order + "00000000008367680596";
    }
}
