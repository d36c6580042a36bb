package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Documents;
import tablemirror.change.Fields;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.Value;
import tablemirror.index.DocumentReader;
import tablemirror.index.Reply;
import tablemirror.table.TableReader;

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
    void itKnowsWhatBelongsIntoTheIndexAndWhatIsRefused() {
        Documents onlyPublic = new Documents(World.SCHEMA, "indexedAt", Fields.all(), item -> {
            if (new Value.S("broken").equals(item.get("name"))) {
                throw new IllegalStateException("no price");
            }
            return Optional.of(item).filter(all -> !new Value.S("private").equals(all.get("name")));
        });
        world.put("shown", "public", "public");
        world.put("hidden", "private", "private");
        world.put("refused", "broken", "broken");
        world.table.put(new Item(Map.of("id", new Value.S("never"), "name", new Value.S("private"))));
        Verdicts verdicts = new Verdicts(
                new TableReader(world.table, World.SCHEMA, new Random(1)),
                new DocumentReader(world.openSearch, "things"),
                onlyPublic);

        Map<Key, String> found = verdicts.of(
                Stream.of("shown", "hidden", "refused", "never").map(World::key).toList(), world.deadline());

        assertEquals("already current", found.get(World.key("shown")));
        assertEquals("would be deleted", found.get(World.key("hidden")));
        assertEquals("already current", found.get(World.key("never")));
        String refused = found.getOrDefault(World.key("refused"), "");
        assertTrue(refused.startsWith("would be refused: transformer_failed: "), refused);
        assertTrue(refused.endsWith("IllegalStateException: no price"), refused);
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
