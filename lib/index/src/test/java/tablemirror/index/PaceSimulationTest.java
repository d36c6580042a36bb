package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the workers' paces make of a capacity that nobody tells them. */
class PaceSimulationTest {
    private static final double RATE = 2000;

    private record Case(int workers, int bulk, boolean onlyAffordable, double capacityShare, long seed) {
        double capacity() {
            return RATE * capacityShare;
        }

        /** Of one worker, when all share the capacity. */
        double operations() {
            double affordable = Math.max(1, capacity() / workers);
            return onlyAffordable ? Math.min(bulk, affordable) : bulk;
        }

        /** A second's capacity, as a proxy counts; at least one request of every worker, as OpenSearch's queue holds. */
        double backlog() {
            return Math.max(capacity(), (workers + 1) * operations());
        }

        /** Long enough for every worker to find its rate and to be throttled several times. */
        Duration time() {
            double secondsBetween = operations() * workers / capacity();
            return Duration.ofSeconds((long) Math.max(120, 100 * secondsBetween));
        }

        PaceSimulation simulation() {
            Duration latency = Duration.ofMillis(bulk > 10 ? 50 : 2);
            PaceSimulation simulation = new PaceSimulation(capacity(), backlog(), latency, seed);
            for (int i = 0; i < workers; i++) {
                simulation.addWorker(RATE / workers, bulk, onlyAffordable);
            }
            return simulation;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int workers : new int[] {2, 5, 10}) {
            for (double share : new double[] {0.1, 0.25, 0.5, 0.75, 0.9, 1}) {
                for (int bulk : new int[] {10, 500}) {
                    for (long seed = 1; seed <= 3; seed++) {
                        cases.add(new Case(workers, bulk, false, share, seed));
                        cases.add(new Case(workers, bulk, true, share, seed));
                    }
                }
            }
        }
        return cases;
    }

    @Test
    void nineTenthsOfAnUnknownCapacityAreUsedAndAtMostOneRequestInTenIsRefused() {
        for (Case given : cases()) {
            PaceSimulation simulation = given.simulation();
            assertUsedWell(given, simulation);
        }
    }

    @Test
    void aRefuserThatHoldsNoMoreThanOneSecondIsUsedAsWell() {
        for (double share : new double[] {0.2, 0.25, 0.5}) {
            for (long seed = 1; seed <= 10; seed++) {
                Case given = new Case(2, 500, true, share, seed);
                PaceSimulation simulation =
                        new PaceSimulation(given.capacity(), given.capacity(), Duration.ofMillis(50), seed);
                simulation.addWorker(RATE / 2.0, 500, true);
                simulation.addWorker(RATE / 2.0, 500, true);
                assertUsedWell(given, simulation);
            }
        }
    }

    @Test
    void whenTheCapacityReturnsSoDoesTheRateWithinSeconds() {
        List<Case> fewest = cases().stream()
                .filter(given -> given.capacityShare() == 0.1 && given.onlyAffordable())
                .toList();
        for (Case given : fewest) {
            PaceSimulation simulation = given.simulation();
            simulation.run(given.time());
            simulation.grow(100);
            simulation.run(Duration.ofSeconds(35));
            PaceSimulation.Count recovered = simulation.run(Duration.ofSeconds(10));
            assertTrue(recovered.taken() >= 0.95 * RATE * 10, () -> "%s: %s".formatted(given, recovered));
        }
    }

    private static void assertUsedWell(Case given, PaceSimulation simulation) {
        simulation.run(given.time());
        PaceSimulation.Count steady = simulation.run(given.time());
        double used = steady.taken() / (given.capacity() * given.time().toSeconds());
        assertTrue(used >= 0.9, () -> "%s uses %.3f of the capacity".formatted(given, used));
        assertTrue(steady.refusedShare() <= 0.1, () -> "%s: %s".formatted(given, steady));
    }
}
