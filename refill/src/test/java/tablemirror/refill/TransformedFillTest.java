package tablemirror.refill;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.DocumentTransformer;
import tablemirror.change.Documents;
import tablemirror.change.Fields;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;

/** Filling and comparing where an item is not its own document. */
class TransformedFillTest {
    private static final KeySchema SCHEMA = new KeySchema("id", null);
    private static final String INDEX = "things-000001";
    private static final DocumentTransformer ONLY_PUBLIC = item -> {
        Value text = item.getOrDefault("text", new Value.Null());
        if (text.equals(new Value.S("broken"))) {
            throw new IllegalStateException("broken");
        }
        return text.equals(new Value.S("private")) ? Optional.empty() : Optional.of(item);
    };
    private static final Fields RENAMED = Fields.of(SCHEMA, "at", List.of(), List.of(), List.of("text=title"));

    private final World world = new World(new Documents(SCHEMA, "at", RENAMED, ONLY_PUBLIC));

    @Test
    void aFillWritesWhatBelongsThereAndItsComparisonAgrees() throws IOException {
        for (int i = 0; i < 300; i++) {
            world.put("item" + i, i % 3 == 0 ? "private" : "public");
        }

        JsonNode report = world.execute("one", "{\"mode\": \"fill\"}");

        assertEquals(0, report.path("differences").asInt(), report.toString());
        assertEquals(200, world.documents(INDEX).size());
        assertEquals("{id=item1, title=public}", world.documents(INDEX).get("item1"));
    }

    @Test
    void aFillCountsWhatIsLeftOutAndWhatIsRefused() throws IOException {
        world.put("a", "public");
        world.put("b", "private");
        world.put("c", "broken");
        world.begin("one", "{\"mode\": \"fill\"}");
        JsonNode answer = world.invoke(World.step("proceed", "one"));
        while (!answer.path("next").asText().equals("segments")) {
            world.ticker.sleep(Duration.ofSeconds(answer.path("waitSeconds").asInt()));
            answer = world.invoke(World.step("proceed", "one"));
        }
        for (JsonNode segment : answer.path("segments")) {
            world.work("one", segment.asInt());
        }
        JsonNode status = world.invoke(World.step("status", "one"));
        assertEquals(3, status.path("items").asInt(), status.toString());
        assertEquals(1, status.path("written").asInt(), status.toString());
        assertEquals(1, status.path("notIndexed").asInt(), status.toString());
        assertEquals(1, status.path("rejected").asInt(), status.toString());
        assertEquals(
                "[\"rejected as transformer_failed c\"]", status.path("samples").toString());
    }

    @Test
    void whatIsLeftOutDoesNotHideThatTheRestIsRefused() {
        for (int i = 0; i < 300; i++) {
            world.put("item" + i, i % 10 < 6 ? "private" : "broken");
        }

        Refused refused = assertThrows(Refused.class, () -> world.execute("one", "{\"mode\": \"fill\"}"));

        assertTrue(refused.toString().contains("are refused: check"), refused::toString);
        assertFalse(world.cluster.aliases().containsKey(World.ALIAS));
    }

    @Test
    void aDocumentOfAnItemThatDoesNotBelongThereIsExtraAndRepairedThroughTheQueue() throws IOException {
        world.cluster.create(INDEX, World.ALIAS);
        world.put("hidden", "private");
        world.put("shown", "public");
        world.put("refused", "broken");
        index("hidden", "{\"id\":\"hidden\",\"title\":\"private\"}");
        index("shown", "{\"id\":\"shown\",\"title\":\"public\"}");
        List<Change> repairs = new ArrayList<>();
        world.meanwhile = () -> repairs.addAll(world.takeChanges());

        JsonNode report = world.execute("one", "{\"mode\": \"repair\", \"allowDeletes\": true}");

        assertEquals(1, report.path("extra").asInt(), report.toString());
        assertEquals(1, report.path("missing").asInt(), report.toString());
        assertEquals(0, report.path("stale").asInt(), report.toString());
        repairs.addAll(world.takeChanges());
        assertEquals(
                Set.of("hidden", "refused"),
                repairs.stream().map(change -> change.key().documentId()).collect(toSet()));
    }

    private void index(String id, String document) {
        world.cluster.index(INDEX).write(id, World.version(World.NOON.minusSeconds(100_000)), Optional.of(document));
    }
}
