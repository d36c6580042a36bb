package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tablemirror.change.Change;
import tablemirror.change.Message;
import tablemirror.change.MessageReader.Answer;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;

/** Whatever a message's body is, the invocation ends well and nothing vanishes. */
class AnyBodyTest {
    private static final String GOOD = Message.body(World.upsert("a", -5, "x"));

    @Provide
    Arbitrary<List<String>> bodies() {
        Arbitrary<String> damaged = Combinators.combine(
                        Arbitraries.integers().between(0, GOOD.length() - 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.strings().ofMaxLength(6))
                .as((at, gone, put) ->
                        GOOD.substring(0, at) + put + GOOD.substring(Math.min(GOOD.length(), at + gone)));
        return Arbitraries.oneOf(Arbitraries.strings(), damaged, Arbitraries.just(GOOD))
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    @Property(tries = 500)
    void everyMessageIsInTheIndexOrDeadOrStillThere(@ForAll("bodies") List<String> bodies) {
        World world = new World();
        for (int i = 0; i < bodies.size(); i++) {
            world.sendBody("group" + i, bodies.get(i));
        }

        world.invoke();

        Set<String> waiting = bodiesOf(world.queue);
        Set<String> dead = bodiesOf(world.deadLetters);
        Set<String> deadItems = world.deadLetters.messages().stream()
                .filter(letter -> world.reader.read(letter.body()) instanceof Answer.Read)
                .map(letter -> read(world, letter.body()).key().documentId())
                .collect(Collectors.toSet());
        for (String body : bodies) {
            assertTrue(
                    waiting.contains(body)
                            || dead.contains(body)
                            || (world.reader.read(body) instanceof Answer.Read
                                    && isKnown(world, read(world, body), deadItems)),
                    body);
        }
    }

    private static boolean isKnown(World world, Change change, Set<String> deadItems) {
        String id = change.key().documentId();
        return world.openSearch.version(id) >= change.version().value() || deadItems.contains(id);
    }

    private static Change read(World world, String body) {
        return ((Answer.Read) world.reader.read(body)).change();
    }

    private static Set<String> bodiesOf(FakeQueue queue) {
        return queue.messages().stream().map(Outgoing::body).collect(Collectors.toSet());
    }
}
