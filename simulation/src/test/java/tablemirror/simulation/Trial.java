package tablemirror.simulation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.discoveryRequest;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Breaks a rule and asks a judge. Where nobody noticed, or somebody only seems to, it says so by an
 * {@link AssertionError}.
 *
 * @param seeds how many are tried after the enumerations
 */
record Trial(long seeds) {
    /** Surefire runs a module's tests in its directory. */
    private static final Path PROJECT = Path.of("..");

    /** Who noticed: a history's or a test's name. */
    String verdict(Edit rule, Judge judge) throws IOException, ReflectiveOperationException {
        Mutant mutant = Mutant.of(PROJECT, rule);
        return switch (judge) {
            case Judge.Histories histories ->
                hunt(mutant, seeds, history -> true).orElseThrow(() -> new AssertionError("no history goes wrong"));
            case Judge.Tests tests -> failure(mutant, tests.className());
            case Judge.Behind behind -> behind(mutant, rule, behind);
        };
    }

    private String behind(Mutant alone, Edit rule, Judge.Behind behind)
            throws IOException, ReflectiveOperationException {
        Optional<String> wrong = hunt(alone, seeds, history -> true);
        if (wrong.isPresent()) {
            throw new AssertionError("not a second net, it is noticed by " + wrong.get());
        }
        Mutant other = Mutant.of(PROJECT, behind.other());
        Mutant both = Mutant.of(PROJECT, rule, behind.other());
        Map<String, Boolean> holds = new ConcurrentHashMap<>();
        return hunt(both, 0, history -> holds.computeIfAbsent(enumeration(history), name -> holds(other, name)))
                .map(found -> "nobody; with the other rule broken too, by " + found)
                .orElseThrow(
                        () -> new AssertionError("no enumeration goes wrong that holds with the other rule alone"));
    }

    /** A history without its choices: with another rule broken the same choices may be those of another history. */
    private static String enumeration(String history) {
        return history.replaceFirst(" \\[.*", "");
    }

    @SuppressWarnings("unchecked")
    private static Optional<String> hunt(Mutant mutant, long seeds, Predicate<String> counts)
            throws ReflectiveOperationException {
        Method run = mutant.loadClass(Hunt.class.getName()).getDeclaredMethod("run", long.class, Predicate.class);
        return (Optional<String>) run.invoke(null, seeds, counts);
    }

    private static boolean holds(Mutant mutant, String enumeration) {
        try {
            Method holds = mutant.loadClass(Hunt.class.getName()).getDeclaredMethod("holds", String.class);
            return (boolean) holds.invoke(null, enumeration);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String failure(Mutant mutant, String testClass) throws IOException, ReflectiveOperationException {
        TestExecutionSummary whole = run(Mutant.of(PROJECT).loadClass(testClass));
        if (whole.getTestsSucceededCount() == 0 || whole.getTotalFailureCount() > 0) {
            throw new AssertionError("%s fails though no rule is broken".formatted(testClass));
        }
        return run(mutant.loadClass(testClass)).getFailures().stream()
                .findFirst()
                .map(failed -> "%s.%s: %s"
                        .formatted(testClass, failed.getTestIdentifier().getDisplayName(), failed.getException()))
                .orElseThrow(() -> new AssertionError("%s does not fail".formatted(testClass)));
    }

    private static TestExecutionSummary run(Class<?> testClass) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        discoveryRequest()
                                .selectors(selectClass(testClass))
                                .enableImplicitConfigurationParameters(false)
                                .build(),
                        summary);
        return summary.getSummary();
    }
}
