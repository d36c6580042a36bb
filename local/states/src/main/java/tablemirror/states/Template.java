package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A payload template: JSON in which a field whose name ends in {@code .$} takes its value from a path. Immutable. */
sealed interface Template {
    JsonNode fill(Scope scope);

    static Template parse(JsonNode json, String where) {
        if (json.isObject()) {
            Map<String, Template> fields = new LinkedHashMap<>();
            json.properties().forEach(field -> {
                String name = field.getKey();
                String place = where + "." + name;
                if (name.endsWith(".$")) {
                    fields.put(
                            name.substring(0, name.length() - 2),
                            new At(Path.parse(field.getValue().asText(), place)));
                } else {
                    fields.put(name, parse(field.getValue(), place));
                }
            });
            return new Fields(fields);
        }
        if (json.isArray()) {
            return new Elements(
                    json.valueStream().map(each -> parse(each, where + "[]")).toList());
        }
        return new Literal(json);
    }

    record Literal(JsonNode json) implements Template {
        @Override
        public JsonNode fill(Scope scope) {
            return json;
        }
    }

    record At(Path path) implements Template {
        @Override
        public JsonNode fill(Scope scope) {
            return path.read(scope);
        }
    }

    record Fields(Map<String, Template> fields) implements Template {
        @Override
        public JsonNode fill(Scope scope) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, template) -> filled.set(name, template.fill(scope)));
            return filled;
        }
    }

    record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode fill(Scope scope) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            elements.forEach(template -> filled.add(template.fill(scope)));
            return filled;
        }
    }
}
