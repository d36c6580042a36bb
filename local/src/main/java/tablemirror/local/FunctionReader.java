package tablemirror.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an {@code AWS::Serverless::Function}, with what {@code Globals} gives it and Lambda's own defaults. */
final class FunctionReader {
    private final Resources resources;
    private final Path template;

    FunctionReader(Resources resources, Path template) {
        this.resources = resources;
        this.template = template;
    }

    FunctionSpec read(Resource function) {
        return new FunctionSpec(
                function.id(),
                template.resolveSibling(required(function, "CodeUri")),
                required(function, "Handler"),
                Tree.integer(setting(function, "MemorySize").orElse(128), function.where() + ".MemorySize"),
                Duration.ofSeconds(Tree.integer(setting(function, "Timeout").orElse(3), function.where() + ".Timeout")),
                environment(function),
                eventSources(function));
    }

    private Optional<Object> setting(Resource function, String name) {
        return resources.property(function, name).or(() -> resources.functionGlobal(name));
    }

    private String required(Resource function, String name) {
        return setting(function, name)
                .map(String::valueOf)
                .orElseThrow(() -> new UsageError("%s has no %s".formatted(function.where(), name)));
    }

    /** As SAM merges it: variables of both, the function's own win. */
    private Map<String, String> environment(Resource function) {
        Map<String, String> variables = new LinkedHashMap<>();
        List.of(resources.functionGlobal("Environment"), resources.property(function, "Environment"))
                .forEach(section -> section.ifPresent(found -> variables(found, function.where())
                        .forEach((name, value) -> variables.put(name, String.valueOf(value)))));
        return variables;
    }

    private static Map<String, Object> variables(Object section, String where) {
        return Tree.child(Tree.map(section, where + ".Environment"), "Variables", where + ".Environment");
    }

    private List<EventSourceSpec> eventSources(Resource function) {
        Object events = resources.property(function, "Events").orElse(Map.of());
        return Tree.map(events, function.where() + ".Events").entrySet().stream()
                .map(event -> EventSourceReader.read(
                        event.getValue(), "%s.Events.%s".formatted(function.where(), event.getKey())))
                .toList();
    }
}
