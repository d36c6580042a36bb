package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * What a state takes of its input and makes of its result, in AWS's order: InputPath, Parameters, the work,
 * ResultSelector, ResultPath, OutputPath. An empty path is the definition's {@code null}: nothing of it.
 */
record DataFlow(
        Optional<Path> inputPath,
        Optional<Template> parameters,
        Optional<Template> resultSelector,
        Optional<Path> resultPath,
        Optional<Path> outputPath) {

    /** What the work gets. */
    JsonNode input(Scope raw) {
        JsonNode selected = chosen(inputPath, raw);
        return parameters.map(template -> template.fill(raw.with(selected))).orElse(selected);
    }

    /** What InputPath leaves, before any parameters. */
    JsonNode selected(Scope raw) {
        return chosen(inputPath, raw);
    }

    /** What the next state gets. */
    JsonNode output(Scope raw, JsonNode result) {
        JsonNode selected =
                resultSelector.map(template -> template.fill(raw.with(result))).orElse(result);
        JsonNode placed =
                resultPath.map(path -> path.write(raw.data(), selected)).orElse(raw.data());
        return chosen(outputPath, raw.with(placed));
    }

    private static JsonNode chosen(Optional<Path> path, Scope scope) {
        return path.map(there -> there.read(scope)).orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
