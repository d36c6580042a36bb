package tablemirror.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was measured so far, kept in a directory as {@code results.json} and {@code index.html} after each section. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Machine machine;
    private final Path directory;
    private final List<Section> sections = new ArrayList<>();

    Results(Machine machine, Path directory) {
        this.machine = machine;
        this.directory = directory;
    }

    void add(Section section) throws IOException {
        sections.add(section);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), json(machine, sections) + "\n");
        Files.writeString(directory.resolve("index.html"), Html.page(machine, sections));
    }

    /** The section of this name, if it has been measured. */
    Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findAny();
    }

    static String json(Machine machine, List<Section> sections) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("machine", rows(machine.table()).get(0));
        ObjectNode all = root.putObject("sections");
        for (Section section : sections) {
            ObjectNode one = all.putObject(section.name());
            one.put("title", section.title()).put("note", section.note());
            ObjectNode tables = one.putObject("tables");
            section.tables().forEach(table -> tables.set(table.title(), rows(table)));
            ObjectNode charts = one.putObject("charts");
            section.charts().forEach(chart -> charts.set(chart.title(), JSON.valueToTree(chart)));
        }
        return JSON.writeValueAsString(root);
    }

    private static ArrayNode rows(Table table) {
        ArrayNode rows = JSON.createArrayNode();
        for (List<Object> row : table.rows()) {
            ObjectNode cells = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                cells.putPOJO(table.columns().get(i), row.get(i));
            }
        }
        return rows;
    }
}
