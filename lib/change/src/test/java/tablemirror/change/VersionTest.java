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
        assertEquals(217_339_200L << 32 | 2 * 7, first.value());
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
        assertEquals(2, Version.ofChange(NOON, "4294967297" + "0".repeat(20)).value() & 0xffffffffL);
        assertEquals(3_323_985_918L, Version.ofChange(NOON, "9".repeat(40)).value() & 0xffffffffL);
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
        assertEquals(change.value() | 1, change.reread(NOON.minusSeconds(60)).value());
        assertEquals(NOON, change.reread(NOON.plusSeconds(60)).second());
        assertEquals(
                (217_339_200L + 1) << 32 | 1,
                change.reread(NOON.plusSeconds(61)).value());
    }

    @Test
    void whatWasReadLaterIsNewer() {
        Version change = Version.ofChange(NOON, sequence(7));
        for (int second = 0; second < 120; second++) {
            Version before = change.reread(NOON.plusSeconds(second));
            assertTrue(change.reread(NOON.plusSeconds(second + 1L)).compareTo(before) > 0, "second " + second);
        }
    }

    @Test
    void noEventHasTheVersionOfAReread() {
        Version change = Version.ofChange(NOON, sequence(7));
        for (int later = 0; later < 200; later++) {
            assertEquals(0, Version.ofChange(NOON, sequence(7 + later)).value() & 1);
            assertEquals(1, change.reread(NOON.plusSeconds(later)).value() & 1);
            assertTrue(change.reread(NOON.plusSeconds(later)).compareTo(change) > 0);
        }
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
