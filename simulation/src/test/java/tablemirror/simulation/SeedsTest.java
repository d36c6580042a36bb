package tablemirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seeded simulations: as many as the build asks for. What they find becomes a history of the enumeration. */
class SeedsTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);
    private static final long FROM = Long.getLong("simulation.from", 0);

    @Test
    void noSeedBreaksAPromise() {
        assertHolds(Seeds.first(FROM, SEEDS));
    }

    /** For {@code -Dsimulation.seed=N}. */
    @Test
    void theSeedAskedForBreaksNoPromise() {
        String seed = System.getProperty("simulation.seed", "");
        assumeTrue(!seed.isEmpty());
        assertHolds(Seeds.run(Long.parseLong(seed)));
    }

    @Test
    void aSeedRepeatsExactly() {
        for (long seed = 0; seed < 40; seed++) {
            assertEquals(trace(seed), trace(seed));
            assertTrue(trace(seed).contains("item"), "seed %d leaves no trace".formatted(seed));
        }
    }

    private static String trace(long seed) {
        Trace trace = Trace.ofTheEnd();
        Simulation.run(Scenario.ofSeed(seed), new SeededChoices(seed), trace);
        return trace.about("");
    }

    private static void assertHolds(Optional<String> broken) {
        assertEquals("", broken.orElse(""));
    }
}
