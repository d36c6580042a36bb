package tablemirror.simulation;

import java.util.Optional;
import java.util.stream.LongStream;

/** Runs simulations by their seeds: a seed is everything there is to know of a run. */
final class Seeds {
    private Seeds() {}

    /** What goes wrong with this seed, with the end of its trace and how to see it again; nothing when all is well. */
    static Optional<String> run(long seed) {
        try {
            run(seed, Trace.none());
            return Optional.empty();
        } catch (Broken | Error e) {
            return Optional.of(again(seed, e));
        } catch (RuntimeException e) {
            return Optional.of(again(seed, e));
        }
    }

    /** The first seed from this one on that fails, of so many, if one does. */
    static Optional<String> first(long from, long count) {
        return LongStream.range(from, from + count)
                .parallel()
                .mapToObj(Seeds::run)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void run(long seed, Trace trace) {
        Simulation.run(Scenario.ofSeed(seed), new SeededChoices(seed), trace);
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
        return "seed %d: %s%n%s%n%s%nto see it again: mvn verify -pl simulation -am -Dsimulation.seed=%d%s"
                .formatted(
                        seed,
                        first,
                        Scenario.ofSeed(seed).steps(),
                        trace.about(subject),
                        seed,
                        second == null || !String.valueOf(second).equals(first.toString())
                                ? " (NOT REPEATABLE: the second time it was %s)".formatted(second)
                                : "");
    }
}
