package tablemirror.bench;

import java.util.List;

/** Curves over one x axis, both axes from zero. Immutable. */
record Chart(String title, String xLabel, String yLabel, List<Series> series) {
    Chart {
        series = List.copyOf(series);
    }

    /** One curve: as many x as y. */
    record Series(String name, List<Double> x, List<Double> y) {
        Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "%s has %d x and %d y, must have as many".formatted(name, x.size(), y.size()));
            }
        }
    }
}
