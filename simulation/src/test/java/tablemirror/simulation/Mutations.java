package tablemirror.simulation;

import java.util.List;
import java.util.stream.Stream;

/** The rules that keep the index right, each broken once. */
final class Mutations {
    private Mutations() {}

    static List<Mutation> all() {
        return Stream.of(
                        ForwardingRules.broken(),
                        OrderRules.broken(),
                        ReadingRules.broken(),
                        OutcomeRules.broken(),
                        LetterRules.broken(),
                        RefillRules.broken())
                .flatMap(List::stream)
                .toList();
    }
}
