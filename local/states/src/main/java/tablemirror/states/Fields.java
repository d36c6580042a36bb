package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The fields of one object of a definition. Whoever has taken all he knows calls {@link #refuseOthers}; an error names
 * the place and the field.
 */
final class Fields {
    private final JsonNode json;
    private final String where;
    private final TreeSet<String> known = new TreeSet<>(List.of("Comment"));

    Fields(JsonNode json, String where) {
        if (!json.isObject()) {
            throw new DefinitionError("%s is %s, must be an object".formatted(where, json));
        }
        this.json = json;
        this.where = where;
    }

    String where(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    Optional<JsonNode> find(String name) {
        known.add(name);
        return Optional.ofNullable(json.get(name));
    }

    JsonNode required(String name) {
        return find(name).orElseThrow(() -> new DefinitionError("%s is missing".formatted(where(name))));
    }

    Optional<String> text(String name) {
        return find(name).map(value -> {
            if (!value.isTextual()) {
                throw new DefinitionError("%s is %s, must be a text".formatted(where(name), value));
            }
            return value.asText();
        });
    }

    String requiredText(String name) {
        required(name);
        return text(name).orElseThrow();
    }

    Optional<BigDecimal> number(String name, long atLeast) {
        return find(name).map(value -> {
            if (!value.isNumber() || value.decimalValue().compareTo(BigDecimal.valueOf(atLeast)) < 0) {
                throw new DefinitionError("%s is %s, must be at least %d".formatted(where(name), value, atLeast));
            }
            return value.decimalValue();
        });
    }

    Optional<Duration> seconds(String name) {
        return number(name, 1).map(seconds -> Duration.ofSeconds(seconds.longValue()));
    }

    /** Every text of a list. */
    List<String> texts(String name) {
        return elements(name).stream().map(JsonNode::asText).toList();
    }

    /** The elements of a list; none when it is not there. */
    List<JsonNode> elements(String name) {
        return find(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw new DefinitionError("%s is %s, must be a list".formatted(where(name), value));
                    }
                    return value.valueStream().toList();
                })
                .orElse(List.of());
    }

    /** The path of this name, {@code $} when it is not given, empty when it is null. */
    Optional<Path> path(String name) {
        Optional<JsonNode> given = find(name);
        if (given.isPresent() && given.get().isNull()) {
            return Optional.empty();
        }
        return Optional.of(text(name).map(text -> Path.parse(text, where(name))).orElse(Path.WHOLE));
    }

    /** As {@link #path}, and not into the context object or a list. */
    Optional<Path> resultPath(String name) {
        Optional<Path> path = path(name);
        path.filter(there -> there.ofContext() || there.text().matches(".*\\[\\d+].*"))
                .ifPresent(there -> {
                    throw new DefinitionError("%s is %s, must lead into the state's data, not into a list"
                            .formatted(where(name), there.text()));
                });
        return path;
    }

    Optional<Template> template(String name) {
        return find(name).map(value -> Template.parse(value, where(name)));
    }

    /** A value given as it is under this name, or as a path under this name and {@code Path}. */
    Optional<Template> valueOrPath(String name) {
        Optional<Template> literal = find(name).map(Template.Literal::new);
        Optional<Template> path =
                text(name + "Path").map(text -> new Template.At(Path.parse(text, where(name + "Path"))));
        if (literal.isPresent() && path.isPresent()) {
            throw new DefinitionError("%s has both %s and %sPath, must have one".formatted(where, name, name));
        }
        return literal.or(() -> path);
    }

    void refuseOthers() {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new DefinitionError("%s is not known here, only %s".formatted(where(name), known));
            }
        });
    }
}
