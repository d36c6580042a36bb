package tablemirror.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Choices drawn from a seed. Each seed has only some of the faults, and each of these as often or as rarely as it likes:
 * so that one does not hide what another would show. Overlapping invocations are for the enumeration alone: they are only
 * promised to be harmless as long as OpenSearch remembers its deletes, and here it may forget them.
 */
final class SeededChoices implements Choices {
    private final Random random;
    private final Map<Fault, Double> probabilities = new EnumMap<>(Fault.class);
    private boolean calm;
    private long faults;

    SeededChoices(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        double share = random.nextDouble();
        for (Fault fault : Fault.values()) {
            if (random.nextDouble() < share && fault != Fault.OVERLAP) {
                probabilities.put(fault, Math.pow(random.nextDouble(), 3) * 0.5);
            }
        }
    }

    @Override
    public boolean happens(Fault fault) {
        boolean happens = !calm && random.nextDouble() < probabilities.getOrDefault(fault, 0.0);
        if (happens) {
            faults++;
        }
        return happens;
    }

    /** How many there were until now. */
    long faults() {
        return faults;
    }

    @Override
    public int oneOf(int alternatives) {
        return random.nextInt(alternatives);
    }

    @Override
    public long between(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least + 1));
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void calm() {
        calm = true;
    }
}
