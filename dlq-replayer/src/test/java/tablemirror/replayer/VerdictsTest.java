package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Item;
import tablemirror.change.Value;
import tablemirror.index.Reply;

/** What an inspection says would become of each item. */
class VerdictsTest {
    private final World world = new World();

    @Test
    void tableAndIndexTogetherMakeTheVerdict() {
        world.put("same", "x", "x");
        world.put("other", "new", "old");
        world.table.put(new Item(Map.of("id", new Value.S("missing"))));
        world.openSearch.write("extra", 1, Optional.of("{\"id\":\"extra\"}"));
        for (String id : new String[] {"same", "other", "missing", "extra", "nowhere"}) {
            world.die(id, 1, "t");
        }
        assertEquals(
                Map.of(
                        "same", "already current",
                        "other", "would be indexed",
                        "missing", "would be indexed",
                        "extra", "would be deleted",
                        "nowhere", "already current"),
                verdicts(world.run("")));
        assertEquals(verdicts(world.run("")), verdicts(world.run("{\"action\":\"replay\",\"dryRun\":true}")));
    }

    @Test
    void anIndexThatIsAwayMakesThemUnknownAndNothingFails() {
        world.die("a", 1, "t");
        world.openSearch.instead = request -> Optional.of(new Reply(503, "away".getBytes(UTF_8)));
        LetterReport report = world.run("");
        assertTrue(report.done());
        assertEquals("unknown: POST /things/_mget: 503 away", verdicts(report).get("a"));
    }

    @Test
    void aTableThatIsAwayMakesThemUnknownAndNothingFails() {
        world.die("a", 1, "t");
        world.table.failures = Integer.MAX_VALUE;
        LetterReport report = world.run("");
        assertTrue(report.done());
        assertEquals(
                "unknown: table Fake cannot be read: broken", verdicts(report).get("a"));
    }

    @Test
    void aSampleOfEachTypeIsJudged() {
        IntStream.range(0, 30).forEach(i -> world.die("item-" + i, i, "type-" + i % 2));
        LetterReport report = world.run("");
        assertEquals(2, report.groups().size());
        report.groups().forEach(group -> assertEquals(10, group.samples().size()));
        assertEquals(20, verdicts(report).size());
    }

    @Test
    void anItemIsSampledOnce() {
        IntStream.range(0, 9).forEach(i -> world.die("a", i, "t"));
        assertEquals(Map.of("a", "already current"), verdicts(world.run("")));
    }

    private static Map<String, String> verdicts(LetterReport report) {
        return report.groups().stream()
                .flatMap(group -> group.samples().stream())
                .collect(toMap(LetterReport.Sample::documentId, LetterReport.Sample::verdict));
    }
}
