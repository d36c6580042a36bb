package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reference path: {@code $.a.b}, {@code $['a b'][0]}, or {@code $$.Execution.Id} into the context object. Immutable. */
record Path(String text, boolean ofContext, List<String> steps) {
    static final Path WHOLE = new Path("$", false, List.of());

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]()*?@$\\s]+)|\\['([^']+)']|\\[(\\d+)]");

    Path {
        steps = List.copyOf(steps);
    }

    static Path parse(String text, String where) {
        boolean ofContext = text.startsWith("$$");
        String rest = text.substring(Math.min(text.length(), ofContext ? 2 : 1));
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(rest);
        while (step.lookingAt()) {
            steps.add(Optional.ofNullable(step.group(1))
                    .or(() -> Optional.ofNullable(step.group(2)))
                    .orElseGet(() -> step.group(3)));
            step.region(step.end(), rest.length());
        }
        if (!text.startsWith("$") || step.regionStart() < rest.length()) {
            throw new DefinitionError(
                    "%s is %s, must be a path such as $.a.b, $['a b'] or $.a[0]: filters, slices, wildcards"
                                    .formatted(where, text)
                            + " and intrinsic functions are not known");
        }
        if (ofContext && !Context.knows(steps)) {
            throw new DefinitionError("%s is %s, the context object has %s".formatted(where, text, Context.KNOWN));
        }
        return new Path(text, ofContext, steps);
    }

    /** What is there; empty when nothing is. */
    Optional<JsonNode> find(Scope scope) {
        JsonNode node = ofContext ? scope.context().json() : scope.data();
        for (String step : steps) {
            node = node.isArray() && step.matches("\\d{1,9}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /** What is there; nothing there ends the execution, as on AWS. */
    JsonNode read(Scope scope) {
        return find(scope)
                .orElseThrow(() -> StatesError.runtime("the path %s could not be found in %s"
                        .formatted(text, ofContext ? "the context object" : scope.data())));
    }

    /** A copy of {@code whole} with {@code value} at this path, and objects where the way to it was not there. */
    JsonNode write(JsonNode whole, JsonNode value) {
        return write(whole, 0, value);
    }

    private JsonNode write(JsonNode node, int depth, JsonNode value) {
        if (depth == steps.size()) {
            return value;
        }
        if (!node.isObject() && !node.isMissingNode()) {
            throw new StatesError(
                    "States.ResultPathMatchFailure",
                    "a result cannot be put at %s: %s is in its way".formatted(text, node));
        }
        String step = steps.get(depth);
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(property -> copy.set(property.getKey(), property.getValue()));
        copy.set(step, write(node.path(step), depth + 1, value));
        return copy;
    }
}
