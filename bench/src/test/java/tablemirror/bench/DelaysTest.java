package tablemirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelaysTest {

    @Test
    void percentilesOfAThousandDelaysAreWithinAThousandth() {
        Delays delays = new Delays();
        for (int millis = 1; millis <= 1_000; millis++) {
            delays.add(Duration.ofMillis(millis));
        }

        assertEquals(1_000, delays.count());
        assertEquals(500, delays.millis(50), 0.5);
        assertEquals(990, delays.millis(99), 1);
        assertEquals(1_000, delays.mostMillis(), 1);
    }

    @Test
    void delayBelowZeroCountsAsNone() {
        Delays delays = new Delays();

        delays.add(Duration.ofMillis(-5));

        assertEquals(1, delays.count());
        assertEquals(0, delays.mostMillis());
    }

    @Test
    void seriesRisesFromTheMedianToTheMost() {
        Delays delays = new Delays();
        delays.add(Duration.ofMillis(1));
        delays.add(Duration.ofMillis(1));
        delays.add(Duration.ofMillis(8));

        Chart.Series series = delays.series("any");

        assertEquals(50, series.x().getFirst());
        assertEquals(1, series.y().getFirst(), 0.01);
        assertEquals(100, series.x().getLast());
        assertEquals(8, series.y().getLast(), 0.01);
    }
}
