package tablemirror.simulation;

import java.util.Optional;
import java.util.stream.LongStream;

/** Runs simulations by their seeds: a seed is everything there is to know of a run. */
final class Seeds {
    private static final String NAME = "seed ";

    private Seeds() {}

    /** What goes wrong with this seed, with the end of its trace and how to see it again; nothing when all is well. */
    static Optional<String> run(long seed) {
        return run(seed, new Tally(1));
    }

    private static Optional<String> run(long seed, Tally tally) {
        try {
            tally.add(run(seed, Trace.none()));
            return Optional.empty();
        } catch (Broken | Error e) {
            return Optional.of(again(seed, e));
        } catch (RuntimeException e) {
            return Optional.of(again(seed, e));
        }
    }

    /** The first seed from this one on that fails, of so many, if one does. */
    static Optional<String> first(long from, long count) {
        Tally tally = new Tally(count);
        return LongStream.range(from, from + count)
                .parallel()
                .mapToObj(seed -> run(seed, tally))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String name(long seed) {
        return NAME + seed;
    }

    /** Returns how many faults it met. */
    private static long run(long seed, Trace trace) {
        SeededChoices choices = new SeededChoices(seed);
        Simulation.run(Scenario.ofSeed(seed), choices, trace);
        return choices.faults();
    }

    private static String again(long seed, Throwable first) {
        Trace trace = Trace.ofTheEnd();
        Throwable second = null;
        try {
            run(seed, trace);
        } catch (RuntimeException | Error e) {
            second = e;
        }
        String subject = first instanceof Broken broken ? broken.item() : "";
        return "%s: %s%n%s%n%s%nto see it again: mvn verify -pl simulation -am -Dsimulation.seed=%d%s"
                .formatted(
                        name(seed),
                        first,
                        Scenario.ofSeed(seed).steps(),
                        trace.about(subject),
                        seed,
                        second == null || !String.valueOf(second).equals(first.toString())
                                ? " (NOT REPEATABLE: the second time it was %s)".formatted(second)
                                : "");
    }
}
