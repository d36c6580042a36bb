package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The context object of a state. Immutable: another state, execution or item is another context. */
record Context(ObjectNode json) {
    static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "Execution.Id",
            "Execution.Input",
            "Execution.Name",
            "Execution.StartTime",
            "Map.Item.Index",
            "Map.Item.Value",
            "State.EnteredTime",
            "State.Name",
            "StateMachine.Id",
            "StateMachine.Name"));

    /** True when a path of these steps leads to something known, or into it. */
    static boolean knows(List<String> steps) {
        String path = String.join(".", steps) + ".";
        return KNOWN.stream().anyMatch(known -> path.startsWith(known + "."));
    }

    static Context of(ExecutionId id, JsonNode input, Instant start) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("Execution")
                .put("Id", id.arn())
                .put("Name", id.name())
                .put("StartTime", start.toString())
                .set("Input", input);
        json.putObject("StateMachine").put("Id", id.machineArn()).put("Name", id.machineName());
        return new Context(json);
    }

    Context entering(String state, Instant now) {
        return with("State", object().put("Name", state).put("EnteredTime", now.toString()));
    }

    Context item(int index, JsonNode value) {
        ObjectNode item = object().put("Index", index);
        item.set("Value", value);
        return with("Map", object().set("Item", item));
    }

    private Context with(String part, JsonNode value) {
        ObjectNode copy = object();
        copy.setAll(json);
        copy.set(part, value);
        return new Context(copy);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
