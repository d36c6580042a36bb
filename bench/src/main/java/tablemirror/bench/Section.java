package tablemirror.bench;

import java.util.List;

/**
 * What one measurement found.
 *
 * @param name as on the command line
 * @param note how it was measured, in a sentence or two
 */
record Section(String name, String title, String note, List<Table> tables, List<Chart> charts) {
    Section {
        tables = List.copyOf(tables);
        charts = List.copyOf(charts);
    }

    static Section of(String name, String title, String note, Table... tables) {
        return new Section(name, title, note, List.of(tables), List.of());
    }

    Section with(Chart... drawn) {
        return new Section(name, title, note, tables, List.of(drawn));
    }
}
