package tablemirror.simulation;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Everything that looks for a broken promise, the enumerations first, until one is found. A history is called by its name: that of
 * an enumeration with the choices made, or a seed's. Public, because a mutant's is called from outside of its class loader.
 */
public final class Hunt {
    private Hunt() {}

    /** The story of a history that goes wrong, of the enumerations and so many seeds, and that counts. */
    public static Optional<String> run(long seeds, Predicate<String> counts) {
        return Enumerations.all().stream()
                .parallel()
                .map(enumeration -> enumeration.run(counts).broken())
                .flatMap(Optional::stream)
                .findAny()
                .or(() -> Seeds.first(0, seeds, counts));
    }

    /** Whether no history of the enumeration of this name goes wrong; false for a seed. */
    public static boolean holds(String name) {
        return Enumerations.all().stream()
                .filter(enumeration -> enumeration.name().equals(name))
                .findFirst()
                .map(enumeration -> enumeration.run().broken().isEmpty())
                .orElse(false);
    }
}
