package tablemirror.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every way in which a small history can go wrong: each fault of a family at each place where it can happen, up to so many
 * in one run.
 *
 * @param faults which, and how many of them at most
 */
record Enumeration(String name, List<Step> steps, int mostFaults, Set<Fault> faults) {
    private static final int STREAM_BATCH = 4;

    static Enumeration of(String name, List<Step> steps, int mostFaults, Fault first, Fault... others) {
        return new Enumeration(name, steps, mostFaults, EnumSet.of(first, others));
    }

    /** OpenSearch forgets every delete at once, which is the worst it can do, but where {@link Fault#OVERLAP} is tried. */
    private Scenario scenario() {
        boolean remembers = faults.contains(Fault.OVERLAP);
        return Scenario.of(steps, STREAM_BATCH, remembers ? Tombstones.GC_DELETES : Duration.ZERO);
    }

    /** How it ended: after so many runs, all well or with the first that broke a promise. */
    record Result(long runs, Optional<String> broken) {}

    Result run() {
        long runs = 0;
        Optional<int[]> prefix = Optional.of(new int[0]);
        while (prefix.isPresent()) {
            EnumeratedChoices choices = new EnumeratedChoices(faults, mostFaults, prefix.get());
            try {
                runs++;
                Simulation.run(scenario(), choices, Trace.none());
            } catch (Broken e) {
                return new Result(runs, Optional.of(again(choices.made(), e)));
            }
            prefix = choices.next();
        }
        return new Result(runs, Optional.empty());
    }

    private String again(int[] choices, Broken first) {
        Trace trace = Trace.ofTheEnd();
        try {
            Simulation.run(scenario(), new EnumeratedChoices(faults, mostFaults, choices), trace);
        } catch (Broken e) {
            // As before.
        }
        return "%s: %s%n%s%n%s%nchoices: %s"
                .formatted(this, first, steps, trace.about(first.item()), Arrays.toString(choices));
    }

    @Override
    public String toString() {
        return name;
    }
}
