package tablemirror.simulation;

import java.util.Optional;

/** Everything that looks for a broken promise, cheapest first, until one is found. */
final class Hunt {
    private Hunt() {}

    /** What is broken, if anything is, after the enumerations and so many seeds. */
    static Optional<String> run(long seeds) {
        return Enumerations.all().stream()
                .parallel()
                .map(enumeration -> enumeration.run().broken())
                .flatMap(Optional::stream)
                .findAny()
                .or(() -> Seeds.first(0, seeds));
    }
}
