package tablemirror.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tablemirror.states.Definition;
import tablemirror.states.DefinitionError;

/** Reads an {@code AWS::Serverless::StateMachine}, with its definition's placeholders filled in. */
final class StateMachineReader {
    /** Those that make no difference here: who may call it, and who watches. */
    private static final Set<String> ELSEWHERE =
            Set.of("Logging", "PermissionsBoundary", "Policies", "Role", "RolePath", "Tags", "Tracing");

    private static final Set<String> HONOURED = Set.of("DefinitionSubstitutions", "DefinitionUri", "Name", "Type");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private final Resources resources;
    private final Path template;

    StateMachineReader(Resources resources, Path template) {
        this.resources = resources;
        this.template = template;
    }

    StateMachineSpec read(Resource machine) {
        machine.properties().keySet().forEach(name -> checkHonoured(machine, name));
        if (!resources.property(machine, "Type").orElse("STANDARD").equals("STANDARD")) {
            throw new UsageError("%s.Type must be STANDARD in the local run".formatted(machine.where()));
        }
        Path file = template.resolveSibling(String.valueOf(resources
                .property(machine, "DefinitionUri")
                .orElseThrow(() -> new UsageError("%s has no DefinitionUri".formatted(machine.where())))));
        String text = substitute(machine, file);
        try {
            return new StateMachineSpec(
                    machine.id(), resources.stateMachineName(machine), Definition.parse(text), text);
        } catch (DefinitionError e) {
            throw new UsageError("%s: %s".formatted(file.getFileName(), e.getMessage()));
        }
    }

    private static void checkHonoured(Resource machine, String property) {
        if (!HONOURED.contains(property) && !ELSEWHERE.contains(property)) {
            throw new UsageError("%s.%s is not honoured by the local run, which knows %s"
                    .formatted(machine.where(), property, new TreeSet<>(HONOURED)));
        }
    }

    private String substitute(Resource machine, Path file) {
        Object given = resources.property(machine, "DefinitionSubstitutions").orElse(Map.of());
        Map<String, Object> values = Tree.map(given, machine.where() + ".DefinitionSubstitutions");
        return PLACEHOLDER.matcher(text(file)).replaceAll(found -> {
            Object value = values.get(found.group(1));
            if (value == null) {
                throw new UsageError("%s: %s has no value in %s.DefinitionSubstitutions"
                        .formatted(file.getFileName(), found.group(), machine.where()));
            }
            return Matcher.quoteReplacement(String.valueOf(value));
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageError("%s cannot be read: %s".formatted(file, e));
        }
    }
}
