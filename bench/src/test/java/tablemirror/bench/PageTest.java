package tablemirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PageTest {
    private static final Machine MACHINE = new Machine("2026-01-02", "Some <processor>", 2, 2_048, "Linux", "25");
    private static final Section SECTION = Section.of(
                    "lag",
                    "Lag & more",
                    "A note.",
                    Table.of("Delays", "rate", "p50 ms").with(10, 12.345))
            .with(new Chart(
                    "Over time", "s", "ms", List.of(new Chart.Series("a<b", List.of(0.0, 10.0), List.of(0.0, 40.0)))));

    @TempDir
    Path directory;

    @Test
    void resultsAreKeptAsNumbersByColumn() throws IOException {
        new Results(MACHINE, directory).add(SECTION);

        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("results.json").toFile());

        assertEquals(2, json.at("/machine/Cores").asInt());
        assertEquals(12.345, json.at("/sections/lag/tables/Delays/0/p50 ms").asDouble());
        assertEquals(40, json.at("/sections/lag/charts/Over time/series/0/y/1").asDouble());
    }

    @Test
    void pageNeedsNothingFromElsewhere() throws IOException {
        new Results(MACHINE, directory).add(SECTION);

        String page = Files.readString(directory.resolve("index.html"));

        assertTrue(page.contains("Some &lt;processor&gt;"), page);
        assertTrue(page.contains("Lag &amp; more"), page);
        assertTrue(page.contains("<td class=\"number\">12.3</td>"), page);
        assertFalse(page.contains("<script") || page.contains("src=") || page.contains("href="), page);
    }

    @Test
    void chartIsAnSvgWhoseCurveRunsFromTheOriginToItsMost() throws Exception {
        String svg = SvgChart.draw(SECTION.charts().getFirst());

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        String points = document.getElementsByTagName("polyline")
                .item(0)
                .getAttributes()
                .getNamedItem("points")
                .getNodeValue();

        // From bottom left to the right, at four fifths of the height: 40 of 50.
        assertEquals("64.0,198.0 708.0,63.6", points);
    }

    @Test
    void axisEndsAtARoundNumber() {
        assertEquals(50, SvgChart.roundUp(40.1));
        assertEquals(1, SvgChart.roundUp(1));
        assertEquals(2.5, SvgChart.roundUp(2.01));
        assertEquals(0.2, SvgChart.roundUp(0.15), 1e-12);
    }

    @Test
    void rowMustHaveACellForEachColumn() {
        Table table = Table.of("Delays", "rate", "p50 ms");

        assertThrows(IllegalArgumentException.class, () -> table.with(10));
    }

    @Test
    void numbersShowThreeDigitsThatCount() {
        assertEquals("1,235", Table.text(1234.56));
        assertEquals("12.3", Table.text(12.345));
        assertEquals("0.123", Table.text(0.12345));
        assertEquals("0.00123", Table.text(0.0012345));
        assertEquals("1,234,567", Table.text(1_234_567));
        assertEquals("0", Table.text(0.0));
    }
}
