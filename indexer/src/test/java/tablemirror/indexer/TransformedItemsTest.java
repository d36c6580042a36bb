package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.indexer.World.NOON;
import static tablemirror.indexer.World.item;
import static tablemirror.indexer.World.upsert;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.DocumentTransformer;
import tablemirror.change.Documents;
import tablemirror.change.Fields;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.index.Reply;
import tablemirror.indexer.Tally.Count;
import tablemirror.queue.Outgoing;

/** What the indexer writes where an item is not its own document: by rules, and by a transformer of a user's. */
class TransformedItemsTest {
    private static final DocumentTransformer ONLY_PUBLIC = item -> {
        Value text = item.getOrDefault("at", new Value.Null());
        if (text.equals(new Value.S("broken"))) {
            throw new IllegalStateException("cannot read " + text);
        }
        return text.equals(new Value.S("private")) ? Optional.empty() : Optional.of(item);
    };

    private final World world = new World(new Documents(World.SCHEMA, "indexedAt", Fields.all(), ONLY_PUBLIC));

    @Test
    void anItemThatLeavesTheIndexIsDeletedUnderItsVersion() {
        world.send(upsert("1", 0, "public"));
        world.invoke();
        assertEquals(Set.of("1"), world.openSearch.documents().keySet());

        Change change = upsert("1", 1, "private");
        world.send(change);
        assertEquals(List.of(), world.invoke());

        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(change.version().value(), world.openSearch.version("1"));
        assertEquals(1, world.tally.of(Count.DELETED));
        assertEquals(List.of(), world.queue.messages());
    }

    @Test
    void aLateOlderStateDoesNotBringItBack() {
        world.send(upsert("1", 5, "private"));
        world.invoke();
        world.send(upsert("1", 4, "public"));
        world.table.put(item("1", "private"));
        world.invoke();
        assertEquals(Map.of(), world.openSearch.documents());
    }

    /** What is refused before it is sent says nothing of OpenSearch. */
    @Test
    void inAnOutageOneThatIsRefusedHereDoesNotHideTheBacklog() {
        IntStream.range(0, 100).forEach(i -> world.send(upsert("item" + i, 0, i == 0 ? "broken" : "public")));
        world.openSearch.instead = request ->
                request.path().endsWith("/_bulk") ? Optional.of(new Reply(503, new byte[0])) : Optional.empty();
        assertEquals(9, world.invoke().size());
        assertEquals(1, world.deadLetters.messages().size());
        int free = 0;
        while (!world.queue.receive(10, Duration.ofMinutes(1), world.deadline()).isEmpty()) {
            free++;
        }
        assertEquals(9, free, "answers of ten that were not handed over and are free again");
    }

    @Test
    void anItemThatIsReadAndDoesNotBelongThereIsDeleted() {
        world.send(upsert("1", 0, "public"));
        world.invoke();
        world.pass(Duration.ofMinutes(10));
        world.table.put(item("1", "private"));
        world.send(upsert("1", 1, "public").reread());
        assertEquals(List.of(), world.invoke());
        assertEquals(Map.of(), world.openSearch.documents());
        assertEquals(new Version(0).reread(NOON.plusSeconds(600)).value(), world.openSearch.version("1"));
    }

    @Test
    void aTransformerThatThrowsHurtsOnlyThatItem() {
        world.table.put(item("3", "broken"));
        world.send(upsert("1", 0, "public"));
        world.send(upsert("2", 0, "broken"));
        world.send(upsert("3", 0, "public").reread());
        world.send(upsert("4", 0, "public"));

        assertEquals(List.of(), world.invoke());

        assertEquals(Set.of("1", "4"), world.openSearch.documents().keySet());
        assertEquals(2, world.tally.of(Count.REJECTED));
        assertEquals(List.of(), world.queue.messages());
        List<String> dead = world.deadChanges().stream()
                .map(change -> change.key().documentId())
                .toList();
        assertEquals(List.of("2", "3"), dead.stream().sorted().toList());
        for (Outgoing letter : world.deadLetters.messages()) {
            assertEquals("transformer_failed", letter.attributes().get("ErrorType"));
            String reason = letter.attributes().getOrDefault("ErrorReason", "");
            assertTrue(reason.contains("IllegalStateException: cannot read S[text=broken]"), reason);
        }
        world.deadChanges().forEach(change -> assertEquals(new Effect.Reread(), change.effect()));
    }

    /** Half a million items are not at fault for a field that FieldsRename gives a name twice. */
    @Test
    void whereMostAreRefusedNothingIsDeadLettered() {
        Fields rules = Fields.of(World.SCHEMA, "indexedAt", List.of(), List.of(), List.of("at=text"));
        DocumentTransformer titled = item -> {
            Map<String, Value> made = new HashMap<>(item);
            made.put("text", new Value.S("taken"));
            return Optional.of(made);
        };
        World wrong = new World(new Documents(World.SCHEMA, "indexedAt", rules, titled));
        IntStream.range(0, 100).forEach(i -> wrong.send(upsert("item" + i, 0, "x")));

        while (!wrong.invoke().isEmpty() && wrong.tally.of(Count.BREAKER_OPEN) < 10) {}

        assertTrue(wrong.tally.of(Count.BREAKER_OPEN) > 0);
        assertEquals(0, wrong.deadLetters.messages().size());
        assertEquals(100, wrong.queue.messages().size());
    }

    /** They need no document, so that they say nothing of what makes documents. */
    @Test
    void removalsBesideDoNotHideThatMostAreRefused() {
        for (int i = 0; i < 50; i++) {
            world.send(upsert("item" + i, 0, "broken"));
            world.send(World.remove("gone" + i, 0));
        }

        world.invoke();

        assertEquals(50, world.tally.of(Count.BREAKER_OPEN));
        assertEquals(0, world.deadLetters.messages().size());
    }

    @Test
    void oneRefusedAmongManyIsDeadLettered() {
        IntStream.range(0, 100).forEach(i -> world.send(upsert("item" + i, 0, i == 50 ? "broken" : "public")));

        assertEquals(List.of(), world.invoke());

        assertEquals(1, world.deadLetters.messages().size());
        assertEquals(99, world.openSearch.documents().size());
    }

    @Test
    void aLaterChangeOfARefusedItemGoesOn() {
        world.send(upsert("1", 0, "broken"));
        world.invoke();
        world.send(upsert("1", 1, "public"));
        world.invoke();
        assertEquals(Set.of("1"), world.openSearch.documents().keySet());
    }

    @Test
    void rulesHoldForImagesAndForWhatIsRead() {
        Fields rules = Fields.of(World.SCHEMA, "indexedAt", List.of(), List.of(), List.of("at=text"));
        World renamed = new World(new Documents(World.SCHEMA, "indexedAt", rules, DocumentTransformer.NONE));
        renamed.table.put(item("2", "y"));
        renamed.send(upsert("1", 0, "x"));
        renamed.send(upsert("2", 0, "x").reread());
        renamed.invoke();
        Map<String, String> documents = renamed.openSearch.documents();
        assertTrue(documents.getOrDefault("1", "").contains("\"text\":\"x\""), documents::toString);
        assertTrue(documents.getOrDefault("2", "").contains("\"text\":\"y\""), documents::toString);
    }

    @Test
    void anotherRateHoldsFromTheNextBulkOn() {
        long before = nanosFor(world, "a");
        world.ratePerSecond = 20;
        long after = nanosFor(world, "b");
        world.ratePerSecond = 2000;
        long again = nanosFor(world, "c");
        assertTrue(before < after / 10 && again < after / 10, before + ", " + after + ", " + again);
    }

    private static long nanosFor(World world, String prefix) {
        long from = world.ticker.nanoTime();
        for (int i = 0; i < 10; i++) {
            for (int each = 0; each < 10; each++) {
                world.send(upsert(prefix + i + each, 0, "public"));
            }
            assertEquals(List.of(), world.invoke());
        }
        return world.ticker.nanoTime() - from;
    }
}
