package tablemirror.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The breaker at its bounds. */
class BreakerTest {
    private static final Outcome REFUSED = new Outcome.Rejected("mapper_parsing_exception", "no");
    private static final Outcome APPLIED = new Outcome.Applied();

    private final Breaker breaker = Breaker.ofAlias("products");

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
            outcomes.addAll(Collections.nCopies(given.rejected(), REFUSED));
            outcomes.addAll(Collections.nCopies(given.ofAnotherType(), new Outcome.Rejected("other", "no")));
            while (outcomes.size() < given.all()) {
                outcomes.add(APPLIED);
            }

            List<Outcome> applied = Breaker.ofAlias("products").apply(documents("a", given.all()), outcomes, 0);

            assertEquals(given.opens() ? given.rejected() : 0, held(applied), given::toString);
            assertEquals(
                    outcomes.subList(given.rejected(), given.all()), applied.subList(given.rejected(), given.all()));
        }
    }

    @Test
    void staysOpenWhenOnlyAFewAreTriedAgain() {
        breaker.apply(documents("a", 100), Collections.nCopies(100, REFUSED), 0);
        assertEquals(1, held(breaker.apply(documents("b", 1), List.of(REFUSED), 1)));
    }

    @Test
    void closesWhenMostAreTakenAgain() {
        breaker.apply(documents("a", 100), Collections.nCopies(100, REFUSED), 0);
        breaker.apply(documents("b", 10), Collections.nCopies(10, APPLIED), 1);
        assertEquals(0, held(breaker.apply(documents("c", 1), List.of(REFUSED), 2)));
    }

    @Test
    void opensOverSeveralSmallBulks() {
        assertEquals(0, held(breaker.apply(documents("a", 10), Collections.nCopies(10, REFUSED), 0)));
        assertEquals(10, held(breaker.apply(documents("b", 10), Collections.nCopies(10, REFUSED), 1)));
    }

    @Test
    void aDocumentThatIsBadAgainAndAgainCountsOnce() {
        breaker.apply(documents("a", 19), Collections.nCopies(19, APPLIED), 0);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, held(breaker.apply(documents("bad", 1), List.of(REFUSED), i)));
        }
    }

    @Test
    void aClosedOneForgetsAndAnOpenOneDoesNot() {
        long later = Breaker.MEMORY.plus(Duration.ofSeconds(1)).toNanos();
        breaker.apply(documents("a", 15), Collections.nCopies(15, REFUSED), 0);
        assertEquals(0, held(breaker.apply(documents("b", 5), Collections.nCopies(5, REFUSED), later)));
        breaker.apply(documents("c", 20), Collections.nCopies(20, REFUSED), later);
        assertEquals(1, held(breaker.apply(documents("d", 1), List.of(REFUSED), 2 * later)));
    }

    private static long held(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome.Held.class::isInstance).count();
    }

    private static List<String> documents(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
