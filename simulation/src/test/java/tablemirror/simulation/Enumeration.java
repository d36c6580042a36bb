package tablemirror.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every way in which a small history can go wrong: each fault of a family at each place where it can happen, up to so many
 * in one run.
 *
 * @param faults which, and how many of them at most
 */
record Enumeration(String name, Scenario scenario, int mostFaults, Set<Fault> faults) {
    static Enumeration of(String name, Scenario scenario, int mostFaults, Fault first, Fault... others) {
        return new Enumeration(name, scenario, mostFaults, EnumSet.of(first, others));
    }

    /** One in which nothing goes wrong but the order of things. */
    static Enumeration undisturbed(String name, Scenario scenario) {
        return new Enumeration(name, scenario, 0, Set.of());
    }

    /** How it ended: after so many runs, all well or with the first that broke a promise. */
    record Result(long runs, Optional<String> broken) {}

    Result run() {
        return run(history -> true);
    }

    /** The same, but only a history whose name passes this counts as broken. */
    Result run(Predicate<String> counts) {
        long runs = 0;
        Optional<int[]> prefix = Optional.of(new int[0]);
        while (prefix.isPresent()) {
            EnumeratedChoices choices = new EnumeratedChoices(faults, mostFaults, prefix.get());
            try {
                runs++;
                Simulation.run(scenario, choices, Trace.none());
            } catch (Broken e) {
                if (counts.test(history(choices.made()))) {
                    return new Result(runs, Optional.of(again(choices.made(), e)));
                }
            }
            prefix = choices.next();
        }
        return new Result(runs, Optional.empty());
    }

    private String history(int[] choices) {
        return name + " " + Arrays.toString(choices);
    }

    private String again(int[] choices, Broken first) {
        Trace trace = Trace.ofTheEnd();
        try {
            Simulation.run(scenario, new EnumeratedChoices(faults, mostFaults, choices), trace);
        } catch (Broken e) {
            // As before.
        }
        return "%s: %s%n%s%n%s".formatted(history(choices), first, scenario.steps(), trace.about(first.item()));
    }

    @Override
    public String toString() {
        return name;
    }
}
