package tablemirror.indexer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tablemirror.indexer.World.NOON;
import static tablemirror.indexer.World.upsert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change;
import tablemirror.indexer.ItemInHand.Decoded;
import tablemirror.queue.Received;

class ItemInHandTest {
    private static final Change FIRST = upsert("1", 1, "first");
    private static final Change SECOND = upsert("1", 2, "second");

    private final List<Decoded> inHand = new ArrayList<>();

    @Test
    void theLastStandsForAllBeforeIt() {
        receive(FIRST, 1);
        receive(SECOND, 1);
        assertEquals(SECOND, only().change());
        assertEquals(2, only().messages().size());
    }

    @Test
    void behindARereadTheLastIsReadToo() {
        receive(FIRST.reread(), 1);
        receive(SECOND, 1);
        assertEquals(SECOND.reread(), only().change());
    }

    @Test
    void behindADoubtfulOneTheLastIsReadToo() {
        receive(FIRST, 2);
        receive(SECOND, 1);
        assertEquals(SECOND.reread(), only().change());
    }

    @Test
    void outOfOrderTheyAreReadWithTheHighestVersion() {
        receive(SECOND, 1);
        receive(FIRST, 1);
        assertEquals(SECOND.version(), only().change().version());
        assertEquals(FIRST.reread(SECOND.version()), only().change());
    }

    private void receive(Change change, int receiveCount) {
        String id = "m-" + inHand.size();
        inHand.add(new Decoded(new Received(id, id, "1", "", receiveCount, NOON, Map.of()), change));
    }

    private ItemInHand only() {
        List<ItemInHand> items = ItemInHand.of(inHand);
        assertEquals(1, items.size());
        return items.getFirst();
    }
}
