package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The stack twice, each beside its own replica of one global table, with stream, queue and index of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class RegionsIT {
    private static final int CHANGES = 600;
    private static final int ITEMS = 50;

    private Mirror europe;
    private Mirror america;

    @BeforeAll
    void start() throws InterruptedException {
        europe = Mirror.start(options());
        america = Mirror.start(options());
    }

    private static LocalOptions options() {
        return LocalOptions.defaults().withTable("Things").withPartitionKey("id:S");
    }

    @AfterAll
    void stop() {
        europe.close();
        america.close();
    }

    @Test
    void eachIndexEqualsItsReplicaAndNoRegionWaitsForTheOther() {
        GlobalTable table = new GlobalTable(List.of(europe, america));
        Random random = new Random(1);
        table.change(CHANGES, ITEMS, random);
        america.change("_settings", "{\"index.blocks.write\":true}");

        table.change(CHANGES, ITEMS, random);
        table.settle();

        Mirror.await("the index of the one", () -> differences(europe).isEmpty());
        assertFalse(differences(america).isEmpty(), "the other's index was blocked");
        america.change("_settings", "{\"index.blocks.write\":null}");
        Mirror.await("the index of the other", () -> differences(america).isEmpty());
        assertEquals(Set.of(), Contents.ofTable(europe).differences(Contents.ofTable(america)));
        assertEquals(Set.of(), Contents.ofIndex(europe).differences(Contents.ofIndex(america)));
    }

    private static Set<String> differences(Mirror region) {
        return Contents.ofTable(region).differences(Contents.ofIndex(region));
    }
}
