package tablemirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded simulations: as many as the build asks for, and by name those that once broke a promise. */
class SeedsTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);
    private static final long FROM = Long.getLong("simulation.from", 0);

    @Test
    void noSeedBreaksAPromise() {
        assertHolds(Seeds.first(FROM, SEEDS));
    }

    /** A removal was always believed: its version was above that of the item made anew after a split or a step of time. */
    @ParameterizedTest
    @ValueSource(longs = {1_011_603, 1_012_907, 1_036_662})
    void aRemovalThatComesAgainDoesNotRemoveWhatWasMadeAnew(long seed) {
        assertHolds(Seeds.run(seed));
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
