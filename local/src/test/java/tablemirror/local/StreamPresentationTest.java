package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPresentationTest {
    private static final long MINUTE = 1_700_000_040;

    private final StreamPresentation presentation = new StreamPresentation();

    @Test
    void sequenceNumbersLookLikeTheServicesAndRise() {
        assertEquals(
                "100000000008367681393",
                StreamPresentation.sequenceNumber(BigInteger.ONE).toString());
        BigInteger before = BigInteger.ZERO;
        for (long counted : List.of(1L, 2L, 3L, 9L, 10L, 1_000_000L, 1L << 40)) {
            BigInteger number = StreamPresentation.sequenceNumber(BigInteger.valueOf(counted));
            assertTrue(number.compareTo(before) > 0);
            assertTrue(number.toString().length() >= 21 && number.toString().length() <= 40);
            assertEquals(BigInteger.valueOf(counted), number.divide(BigInteger.TEN.pow(20)));
            before = number;
        }
    }

    private record Seen(long counted, long minute, long now, long expected, String why) {}

    @Test
    void timesAreThoseOfTheFirstLook() {
        List.of(
                        new Seen(1, MINUTE, MINUTE + 5, MINUTE + 5, "the second it was seen"),
                        new Seen(2, MINUTE, MINUTE + 5, MINUTE + 5, "another of that second"),
                        new Seen(3, MINUTE, MINUTE + 7, MINUTE + 7, "a later one"),
                        new Seen(1, MINUTE, MINUTE + 30, MINUTE + 5, "the first again"),
                        new Seen(2, MINUTE, MINUTE + 30, MINUTE + 5, "the second again"),
                        new Seen(3, MINUTE, MINUTE + 30, MINUTE + 7, "the third again"),
                        new Seen(4, MINUTE, MINUTE + 6, MINUTE + 7, "the clock was set back"),
                        new Seen(5, MINUTE, MINUTE + 500, MINUTE + 59, "seen late: no later than its minute"),
                        new Seen(6, MINUTE + 60, MINUTE + 500, MINUTE + 119, "of the next minute"),
                        new Seen(7, MINUTE + 480, MINUTE + 500, MINUTE + 500, "seen in its minute"),
                        new Seen(4, MINUTE, MINUTE + 900, MINUTE + 7, "the fourth again"))
                .forEach(seen -> assertEquals(
                        seen.expected(),
                        presentation.creationSecond(BigInteger.valueOf(seen.counted()), seen.minute(), seen.now()),
                        seen.why()));
    }
}
