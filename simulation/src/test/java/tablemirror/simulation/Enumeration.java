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
record Enumeration(String name, Scenario scenario, int mostFaults, Set<Fault> faults) {
    private static final int STREAM_BATCH = 4;

    /** OpenSearch forgets every delete at once, which is the worst it can do, but where {@link Fault#OVERLAP} is tried. */
    static Enumeration of(String name, List<Step> steps, int mostFaults, Fault first, Fault... others) {
        Set<Fault> faults = EnumSet.of(first, others);
        Duration forgetsAfter = faults.contains(Fault.OVERLAP) ? Tombstones.GC_DELETES : Duration.ZERO;
        return new Enumeration(name, Scenario.of(steps, STREAM_BATCH, forgetsAfter), mostFaults, faults);
    }

    /** A refill in which nothing goes wrong but the order of things. */
    static Enumeration of(String name, List<Step> steps, Duration forgetsAfter, Refilling refilling) {
        Scenario scenario = Scenario.of(steps, STREAM_BATCH, forgetsAfter).with(refilling);
        return new Enumeration(name, scenario, 0, Set.of());
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
                Simulation.run(scenario, choices, Trace.none());
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
            Simulation.run(scenario, new EnumeratedChoices(faults, mostFaults, choices), trace);
        } catch (Broken e) {
            // As before.
        }
        return "%s: %s%n%s%n%s%nchoices: %s"
                .formatted(this, first, scenario.steps(), trace.about(first.item()), Arrays.toString(choices));
    }

    @Override
    public String toString() {
        return name;
    }
}
