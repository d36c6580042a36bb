package tablemirror.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the simulation notices when a rule is broken. Takes minutes, so only with {@code -Pmutations}. */
@EnabledIfSystemProperty(named = "simulation.mutations", matches = "true")
class MutationsTest {
    private static final long SEEDS = 20_000;
    /** Surefire runs a module's tests in its directory. */
    private static final Path PROJECT = Path.of("..");

    static List<Mutation> mutations() {
        return Mutations.all();
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void aBrokenRuleIsNoticed(Mutation mutation) throws Exception {
        Method run =
                Mutant.of(mutation, PROJECT).loadClass(Hunt.class.getName()).getDeclaredMethod("run", long.class);
        Optional<?> broken = (Optional<?>) run.invoke(null, SEEDS);
        String found = broken.map(Object::toString).orElse("nothing noticed");
        System.out.printf("%s%n    %s%n", mutation, found.lines().findFirst().orElse(""));
        assertEquals(mutation.isSecondNet(), broken.isEmpty(), found);
    }
}
