package tablemirror.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Choices that are made as an earlier run made them, up to a point, and from there on the usual way. It knows every point
 * at which there was something to choose, and so the next way to go: depth first, with at most so many faults in a run.
 */
final class EnumeratedChoices implements Choices {
    /** Longer than this, both ends of a duration are tried. */
    private static final long LONG_MILLIS = 1_000;

    private final Set<Fault> faults;
    private final int mostFaults;
    private final int[] prefix;
    private final List<Point> points = new ArrayList<>();
    private int happened;
    private boolean calm;

    /** Where something was chosen: one of so many. */
    private record Point(int chosen, int alternatives) {}

    EnumeratedChoices(Set<Fault> faults, int mostFaults, int[] prefix) {
        this.faults = faults;
        this.mostFaults = mostFaults;
        this.prefix = prefix;
    }

    @Override
    public boolean happens(Fault fault) {
        if (calm || happened >= mostFaults || !faults.contains(fault)) {
            return false;
        }
        boolean happens = choose(2) == 1;
        happened += happens ? 1 : 0;
        return happens;
    }

    @Override
    public int oneOf(int alternatives) {
        return choose(alternatives);
    }

    @Override
    public long between(long least, long most) {
        return most < LONG_MILLIS || choose(2) == 0 ? least : most;
    }

    private int choose(int alternatives) {
        // Made by other code, an earlier run may have had more to choose from here.
        int chosen = points.size() < prefix.length ? Math.min(prefix[points.size()], alternatives - 1) : 0;
        points.add(new Point(chosen, alternatives));
        return chosen;
    }

    @Override
    public RandomGenerator random() {
        return () -> 1L << 62;
    }

    @Override
    public void calm() {
        calm = true;
    }

    /** The choices of this run, to repeat it. */
    int[] made() {
        return points.stream().mapToInt(Point::chosen).toArray();
    }

    /** The choices that come after these, if these were not the last. */
    Optional<int[]> next() {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (points.get(i).chosen + 1 < points.get(i).alternatives) {
                int[] next = Arrays.copyOf(made(), i + 1);
                next[i]++;
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
