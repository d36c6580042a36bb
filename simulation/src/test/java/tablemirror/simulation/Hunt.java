package tablemirror.simulation;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that looks for a broken promise, the enumerations first, until one is found. A history is called by its name: that of
 * an enumeration with the choices made, or a seed's. Public, because a mutant's is called from outside of its class loader.
 */
public final class Hunt {
    private Hunt() {}

    /** The story of a history that goes wrong, of the enumerations as far as it counts, and of so many seeds. */
    public static Optional<String> run(long seeds, Predicate<String> counts) {
        return Enumerations.all().stream()
                .parallel()
                .map(enumeration -> enumeration.run(counts).broken())
                .flatMap(Optional::stream)
                .findAny()
                .or(() -> Seeds.first(0, seeds));
    }

    /** Whether no history of the enumeration of this name goes wrong. */
    public static boolean holds(String name) {
        return Enumerations.all().stream()
                .filter(enumeration -> enumeration.name().equals(name))
                .findFirst()
                .orElseThrow()
                .run()
                .broken()
                .isEmpty();
    }
}
