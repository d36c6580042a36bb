package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says which test guards which promise names tests that exist. */
class PromisesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    @Test
    void everyTestNamedExists() throws IOException {
        Path root = BuildOutput.find()
                .template()
                .toAbsolutePath()
                .resolveSibling(".")
                .normalize();
        Map<String, String> sources = testSources(root);
        List<MatchResult> named = TEST.matcher(Files.readString(root.resolve("docs/promises.md")))
                .results()
                .toList();
        assertFalse(named.isEmpty());
        List<String> missing = new ArrayList<>();
        for (MatchResult test : named) {
            String source = sources.getOrDefault(test.group(1), "");
            if (!source.contains("void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Every test class's source by its simple name. */
    private static Map<String, String> testSources(Path root) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().contains("src/test/java")
                            && path.toString().endsWith(".java"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
