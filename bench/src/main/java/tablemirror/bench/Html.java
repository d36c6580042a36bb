package tablemirror.bench;

import java.util.List;
import java.util.stream.Collectors;

/** The results as one page that needs nothing else: no script, no font, no picture from elsewhere. Pure. */
final class Html {
    private static final String STYLE = """
        body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
        table { border-collapse: collapse; margin: 1em 0 }
        caption { text-align: left; font-weight: bold; padding: .3em 0 }
        th, td { border: 1px solid #ccc; padding: .25em .6em; text-align: left }
        td.number { text-align: right; font-variant-numeric: tabular-nums }
        svg { width: 100%; height: auto; margin: .5em 0 }
        """;

    private Html() {}

    static String page(Machine machine, List<Section> sections) {
        String body = sections.stream().map(Html::section).collect(Collectors.joining("\n"));
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Tablemirror: measurements</title>
            <style>
            %s</style>
            </head>
            <body>
            <h1>Tablemirror: measurements</h1>
            %s
            %s
            </body>
            </html>
            """.formatted(STYLE, table(machine.table()), body);
    }

    private static String section(Section section) {
        String tables = section.tables().stream().map(Html::table).collect(Collectors.joining("\n"));
        String charts = section.charts().stream().map(SvgChart::draw).collect(Collectors.joining("\n"));
        return "<h2 id=\"%s\">%s</h2>\n<p>%s</p>\n%s\n%s"
                .formatted(section.name(), escaped(section.title()), escaped(section.note()), tables, charts);
    }

    private static String table(Table table) {
        String head = table.columns().stream()
                .map(column -> "<th>%s</th>".formatted(escaped(column)))
                .collect(Collectors.joining());
        String rows = table.rows().stream()
                .map(row -> row.stream().map(Html::cell).collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return "<table><caption>%s</caption>\n<tr>%s</tr>\n%s\n</table>".formatted(escaped(table.title()), head, rows);
    }

    private static String cell(Object cell) {
        String kind = cell instanceof Number ? " class=\"number\"" : "";
        return "<td%s>%s</td>".formatted(kind, escaped(Table.text(cell)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
