package tablemirror.index;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds back a flood of rejections: when more than half of a bulk is refused for one type, a mapping or the alias is wrong,
 * not the items, and nothing of that type may be dead-lettered. Small bulks are let through as they are: in them half is
 * soon reached by chance. Pure and stateless.
 */
record Breaker(String alias) {
    static final int LEAST_OUTCOMES = 20;

    /** The outcomes in the same order, the rejections of a type that opened the breaker turned into unavailable. */
    List<Outcome> apply(List<Outcome> outcomes) {
        if (outcomes.size() < LEAST_OUTCOMES) {
            return outcomes;
        }
        Map<String, Outcome.Unavailable> open = outcomes.stream()
                .filter(Outcome.Rejected.class::isInstance)
                .map(Outcome.Rejected.class::cast)
                .collect(Collectors.groupingBy(Outcome.Rejected::type))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() * 2 > outcomes.size())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> held(entry.getValue(), outcomes.size())));
        Function<Outcome, Outcome> held =
                outcome -> outcome instanceof Outcome.Rejected rejected && open.containsKey(rejected.type())
                        ? open.get(rejected.type())
                        : outcome;
        return outcomes.stream().map(held).toList();
    }

    private Outcome.Unavailable held(List<Outcome.Rejected> rejected, int all) {
        Outcome.Rejected sample = rejected.getFirst();
        return new Outcome.Unavailable(
                ("BREAKER OPEN: alias %s refused %d of %d operations as %s, so nothing of it is dead-lettered; check the"
                                + " mapping of its write index and that the alias points to the right index. One of the"
                                + " reasons: %s")
                        .formatted(alias, rejected.size(), all, sample.type(), sample.reason()));
    }
}
