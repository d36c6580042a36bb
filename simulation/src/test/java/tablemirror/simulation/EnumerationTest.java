package tablemirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Small histories, gone wrong in every way there is. */
class EnumerationTest {
    @Test
    void noSmallHistoryBreaksAPromise() {
        List<Enumeration.Result> results =
                Enumerations.all().stream().parallel().map(Enumeration::run).toList();
        assertEquals(
                "",
                results.stream()
                        .flatMap(result -> result.broken().stream())
                        .findFirst()
                        .orElse(""));
        long runs = results.stream().mapToLong(Enumeration.Result::runs).sum();
        System.out.printf("enumeration: %d histories, %,d runs%n", results.size(), runs);
        assertTrue(runs > 10_000, "only %d runs: the enumeration has nothing to choose from".formatted(runs));
    }

    /** Without the last bit of a version an older bulk of an equal one overwrote what had settled a conflict. */
    @Test
    void aSettledConflictIsNotUndoneByABulkThatIsFinishedLate() {
        Enumeration order = Enumerations.all().stream()
                .filter(enumeration -> enumeration.name().equals("order PPPD every 3 ms"))
                .findFirst()
                .orElseThrow();
        assertEquals("", order.run().broken().orElse(""));
    }
}
