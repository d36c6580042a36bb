package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** template.yaml against the functions' code: handlers, the environment, and parameters that arrive in it. */
class EnvironmentTest {
    private static final Path ROOT = BuildOutput.find().root();
    private static final String STREAM = "arn:aws:dynamodb:ddblocal:000000000000:table/Cities/stream/2026-01-01T00";
    private static final Pattern READ =
            Pattern.compile("\\bin\\.(?:text|optionalText|list|wholeNumber|endpoint)\\(\\s*\"([A-Z_]+)\"");
    /** Settings that several functions share, and the class that reads them. */
    private static final List<String> SHARED = List.of("TableSettings", "DocumentSettings");
    /** Read by others: AWS's clients, powertools, the logging configuration. */
    private static final Pattern NOT_OURS = Pattern.compile("AWS_.*|POWERTOOLS_.*|LOG_LEVEL|JAVA_TOOL_OPTIONS");

    @Test
    void everyHandlerIsAClassOfItsModule() {
        List<FunctionSpec> functions = functions(Map.of());
        assertEquals(4, functions.size());
        for (FunctionSpec function : functions) {
            Path source = sources(function).resolve(function.handler().replace('.', '/') + ".java");
            assertTrue(Files.exists(source), () -> function.id() + " has no " + source);
        }
    }

    @Test
    void theEnvironmentIsWhatTheCodeReads() {
        for (FunctionSpec function : functions(Map.of())) {
            Set<String> given = new TreeSet<>(function.environment().keySet());
            given.removeIf(name -> NOT_OURS.matcher(name).matches());
            assertEquals(namesRead(sources(function)), given, function.id());
        }
    }

    @Test
    void theLogLevelIsReadByTheLoggingConfiguration() throws IOException {
        String configuration = Files.readString(ROOT.resolve("lib/function/src/main/resources/log4j2.xml"));
        assertTrue(configuration.contains("${env:LOG_LEVEL:"), configuration);
    }

    private record Case(String parameter, String value, List<String> functions, String variable) {}

    @Test
    void parametersArriveInTheEnvironment() {
        List<String> all = List.of("Producer", "Indexer", "DlqReplayer", "Refill");
        List<String> documents = List.of("Indexer", "DlqReplayer", "Refill");
        for (Case each : List.of(
                new Case("IndexRatePerSecond", "77", List.of("Indexer", "Refill"), "INDEX_RATE_PER_SECOND"),
                new Case("BulkMaxDocuments", "33", List.of("Indexer", "Refill"), "BULK_MAX_DOCUMENTS"),
                new Case("BulkMaxBytes", "2000000", List.of("Indexer", "Refill"), "BULK_MAX_BYTES"),
                new Case("FieldsInclude", "a,b", documents, "FIELDS_INCLUDE"),
                new Case("FieldsExclude", "c,d", documents, "FIELDS_EXCLUDE"),
                new Case("FieldsRename", "a=x,b=y", documents, "FIELDS_RENAME"),
                new Case("TimestampField", "seenAt", documents, "TIMESTAMP_FIELD"),
                new Case("LogLevel", "DEBUG", all, "LOG_LEVEL"))) {
            Set<String> arrived = new TreeSet<>();
            for (FunctionSpec function : functions(Map.of(each.parameter(), each.value()))) {
                if (each.value().equals(function.environment().get(each.variable()))) {
                    arrived.add(function.id());
                }
            }
            assertEquals(new TreeSet<>(each.functions()), arrived, each::toString);
        }
    }

    @Test
    void theLiveRateHasAParameterOfTheStacksName() {
        FunctionSpec indexer = functions(Map.of()).stream()
                .filter(each -> each.id().equals("Indexer"))
                .findAny()
                .orElseThrow();
        assertEquals("/tablemirror/index-rate-per-second", indexer.environment().get("RATE_PARAMETER"));
    }

    private static List<FunctionSpec> functions(Map<String, String> parameters) {
        LocalOptions options = LocalOptions.defaults();
        for (Map.Entry<String, String> each : parameters.entrySet()) {
            options = options.withParameter(each.getKey(), each.getValue());
        }
        return Template.read(ROOT.resolve("template.yaml"))
                .deploy(
                        options.templateParameters(STREAM, "http://127.0.0.1:9200"),
                        "http://127.0.0.1:9324/000000000000/")
                .functions();
    }

    /** The module whose package it is. */
    private static Path sources(FunctionSpec function) {
        return function.zip().resolveSibling("../src/main/java").normalize();
    }

    private static Set<String> namesRead(Path sources) {
        StringBuilder code = new StringBuilder();
        code.append(text(sources));
        for (String shared : SHARED) {
            if (code.indexOf(shared + ".read(") >= 0) {
                code.append(text(
                        ROOT.resolve("lib/function/src/main/java/tablemirror/function/%s.java".formatted(shared))));
            }
        }
        Set<String> names = new TreeSet<>();
        for (Matcher read = READ.matcher(code); read.find(); ) {
            names.add(read.group(1));
        }
        return names;
    }

    private static String text(Path root) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
