package tablemirror.bench;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measured figures: a row each, numbers or texts. Immutable. */
record Table(String title, List<String> columns, List<List<Object>> rows) {
    Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        for (List<Object> row : rows) {
            if (row.size() != width) {
                throw new IllegalArgumentException(
                        "row %s of \"%s\" has %d cells, must have %d".formatted(row, title, row.size(), width));
            }
        }
    }

    static Table of(String title, String... columns) {
        return new Table(title, List.of(columns), List.of());
    }

    Table with(Object... cells) {
        List<List<Object>> more = new ArrayList<>(rows);
        more.add(List.of(cells));
        return new Table(title, columns, more);
    }

    /** Each row by its columns. */
    List<Map<String, Object>> records() {
        return rows.stream()
                .map(row ->
                        IntStream.range(0, columns.size()).boxed().collect(Collectors.toMap(columns::get, row::get)))
                .toList();
    }

    /** A cell as people read it: three digits that count, thousands apart. */
    static String text(Object cell) {
        return switch (cell) {
            case Double number -> number(number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> cell.toString();
        };
    }

    private static String number(double number) {
        double size = Math.abs(number);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
        NumberFormat format = NumberFormat.getInstance(Locale.ROOT);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }

    /** Columns side by side, for a terminal. */
    String print() {
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(i -> rows.stream()
                        .mapToInt(row -> text(row.get(i)).length())
                        .reduce(columns.get(i).length(), Math::max))
                .toList();
        StringBuilder out = new StringBuilder(title).append('\n');
        out.append(line(columns.stream().map(Object.class::cast).toList(), widths));
        rows.forEach(row -> out.append(line(row, widths)));
        return out.toString();
    }

    private static String line(List<Object> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> {
                    String text = text(cells.get(i));
                    String space = " ".repeat(widths.get(i) - text.length());
                    return cells.get(i) instanceof Number ? space + text : text + space;
                })
                .collect(Collectors.joining("  ", "  ", "\n"));
    }
}
