package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The breaker at its bounds. */
class BreakerTest {
    private static final Breaker BREAKER = new Breaker("products");

    private record Case(int rejected, int ofAnotherType, int all, boolean opens) {}

    private static final List<Case> CASES = List.of(
            new Case(11, 0, 20, true),
            new Case(10, 0, 20, false),
            new Case(19, 0, 19, false),
            new Case(20, 0, 20, true),
            new Case(10, 10, 20, false),
            new Case(251, 100, 500, true),
            new Case(250, 250, 500, false));

    @Test
    void opensWhenMoreThanHalfOfAtLeastTwentyAreRefusedForOneType() {
        for (Case given : CASES) {
            List<Outcome> outcomes = new ArrayList<>();
            outcomes.addAll(
                    Collections.nCopies(given.rejected(), new Outcome.Rejected("mapper_parsing_exception", "no")));
            outcomes.addAll(Collections.nCopies(given.ofAnotherType(), new Outcome.Rejected("other", "no")));
            while (outcomes.size() < given.all()) {
                outcomes.add(new Outcome.Applied());
            }

            List<Outcome> applied = BREAKER.apply(outcomes);

            long held = applied.stream()
                    .filter(Outcome.Unavailable.class::isInstance)
                    .count();
            assertEquals(given.opens() ? given.rejected() : 0, held, given::toString);
            assertEquals(
                    outcomes.subList(given.rejected(), given.all()), applied.subList(given.rejected(), given.all()));
        }
    }
}
