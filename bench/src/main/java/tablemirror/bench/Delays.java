package tablemirror.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Delays as percentiles in milliseconds. Not safe to share between threads. */
final class Delays {
    private static final List<Double> SHOWN = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 100.0);

    /** In microseconds, three digits. */
    private final Histogram histogram = new Histogram(3);

    void add(Duration delay) {
        histogram.recordValue(Math.max(0, delay.toNanos() / 1_000));
    }

    long count() {
        return histogram.getTotalCount();
    }

    double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e3;
    }

    double mostMillis() {
        return histogram.getMaxValue() / 1e3;
    }

    /** Percentile over delay, for a chart. */
    Chart.Series series(String name) {
        List<Double> millis = new ArrayList<>();
        SHOWN.forEach(percentile -> millis.add(millis(percentile)));
        return new Chart.Series(name, SHOWN, millis);
    }
}
