package tablemirror.simulation;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether anybody notices when a rule is broken. Takes half an hour, so only with {@code -Pmutations}; with
 * {@code -Dsimulation.rules=REGEX} those alone whose names match.
 */
@EnabledIfSystemProperty(named = "simulation.mutations", matches = "true")
class MutationsTest {
    private static final Trial TRIAL = new Trial(2_000);

    static List<Mutation> mutations() {
        Pattern wanted = Pattern.compile(System.getProperty("simulation.rules", ""));
        return Mutations.all().stream()
                .filter(mutation -> wanted.matcher(mutation.rule()).find())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aBrokenRuleIsNoticed(Mutation mutation) throws Exception {
        System.out.println(mutation.rule());
        for (Judge judge : mutation.judges()) {
            String verdict = TRIAL.verdict(mutation.edit(), judge);
            System.out.printf("    %s%n", verdict.lines().findFirst().orElse(""));
        }
    }
}
