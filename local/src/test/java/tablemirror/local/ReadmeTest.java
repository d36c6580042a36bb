package tablemirror.local;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** README's parameter table against template.yaml: every parameter with its default, in the same order, and nothing else. */
class ReadmeTest {
    private static final Path ROOT = BuildOutput.find().root();

    @Test
    void everyParameterStandsInTheTableWithItsDefaultAndNothingElseDoes() throws IOException {
        assertEquals(declared(), documented());
    }

    private static String declared() {
        Map<String, Object> template = TemplateFile.read(ROOT.resolve("template.yaml"));
        return Tree.child(template, "Parameters", "template").entrySet().stream()
                .map(entry -> new Parameter(entry.getKey(), Tree.map(entry.getValue(), entry.getKey())))
                .map(parameter -> "| `%s` | %s |".formatted(parameter.name(), shownDefault(parameter)))
                .collect(joining("\n"));
    }

    /** As the table writes it. */
    private static String shownDefault(Parameter parameter) {
        return parameter
                .defaultValue()
                .map(value -> value.isEmpty() ? "empty" : "`%s`".formatted(value))
                .orElse("required");
    }

    /** The table's rows without their last column. */
    private static String documented() throws IOException {
        return Files.readString(ROOT.resolve("README.md"))
                .lines()
                .dropWhile(line -> !line.equals("## Parameters"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
                .collect(joining("\n"));
    }
}
