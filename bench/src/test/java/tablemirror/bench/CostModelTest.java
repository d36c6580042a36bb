package tablemirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final Prices ROUND = new Prices(0.5e-6, 0.2e-6, 1e-5, 0.25);

    @Test
    void millionChangesAreAThousandTimesWhatIsMeasured() {
        CostModel model = new CostModel(300, 10, 2);

        assertEquals(0.15, model.dollarsForQueue(ROUND), 1e-9);
        assertEquals(0.002 + 0.02, model.dollarsForFunctions(ROUND), 1e-9);
        assertEquals(0.172, model.dollars(ROUND), 1e-9);
    }

    @Test
    void ingestionCostsTheSameWhateverFlows() {
        CostModel model = new CostModel(1_000, 0, 0);

        // 0.25 dollars an hour for 730 hours, against half a dollar a million.
        assertEquals(365, model.breakEvenMillions(ROUND, 1), 1e-9);
        assertEquals(730, model.breakEvenMillions(ROUND, 2), 1e-9);
    }
}
