package tablemirror.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tablemirror.bench.Chart.Series;

/** A chart as SVG text that needs no script and no style from elsewhere. Pure. */
final class SvgChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 30;
    private static final int BOTTOM = 62;
    private static final int TICKS = 5;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e");

    private final Chart chart;
    private final double mostX;
    private final double mostY;

    private SvgChart(Chart chart) {
        this.chart = chart;
        this.mostX = most(chart.series().stream().flatMapToDouble(series -> doubles(series.x())));
        this.mostY = roundUp(most(chart.series().stream().flatMapToDouble(series -> doubles(series.y()))));
    }

    static String draw(Chart chart) {
        return new SvgChart(chart).draw();
    }

    private static DoubleStream doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    private static double most(DoubleStream values) {
        double most = values.max().orElse(1);
        return most > 0 ? most : 1;
    }

    /** The next 1, 2, 2.5, 5 or 10 times a power of ten. */
    static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return DoubleStream.of(1, 2, 2.5, 5, 10)
                .map(step -> step * power)
                .filter(step -> step >= value)
                .findFirst()
                .orElse(value);
    }

    private String draw() {
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"11\">%n",
                WIDTH, HEIGHT));
        svg.append(text(LEFT, 16, "start", chart.title()));
        for (int i = 0; i <= TICKS; i++) {
            double x = mostX * i / TICKS;
            double y = mostY * i / TICKS;
            svg.append(format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                    LEFT, WIDTH - RIGHT, atY(y), atY(y)));
            svg.append(text(LEFT - 6, atY(y) + 4, "end", Table.text(y)));
            svg.append(text(atX(x), HEIGHT - BOTTOM + 16, "middle", Table.text(x)));
        }
        svg.append(text((LEFT + WIDTH) / 2.0, HEIGHT - BOTTOM + 32, "middle", chart.xLabel()));
        svg.append(text(LEFT - 6, TOP - 8, "end", chart.yLabel()));
        for (int i = 0; i < chart.series().size(); i++) {
            svg.append(curve(chart.series().get(i), i));
        }
        return svg.append("</svg>").toString();
    }

    private String curve(Series series, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        StringBuilder points = new StringBuilder();
        IntStream.range(0, series.x().size())
                .forEach(i -> points.append(format(
                        "%.1f,%.1f ", atX(series.x().get(i)), atY(series.y().get(i)))));
        int legend = LEFT + number * 150;
        return format(
                        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>%n"
                                + "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/>%n",
                        colour, points.toString().strip(), legend, HEIGHT - 18, colour)
                + text(legend + 14, HEIGHT - 9, "start", series.name());
    }

    private double atX(double x) {
        return LEFT + x / mostX * (WIDTH - LEFT - RIGHT);
    }

    private double atY(double y) {
        return HEIGHT - BOTTOM - y / mostY * (HEIGHT - TOP - BOTTOM);
    }

    private static String text(double x, double y, String anchor, String text) {
        return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, Html.escaped(text));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
    }
}
