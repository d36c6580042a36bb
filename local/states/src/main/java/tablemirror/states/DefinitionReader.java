package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tablemirror.states.State.Choice;

/** Reads a definition, and refuses every field and value that the interpreter would have to leave out. */
final class DefinitionReader {
    private final String where;
    private final JsonNode states;

    private DefinitionReader(String where, JsonNode states) {
        this.where = where;
        this.states = states;
    }

    static Definition machine(JsonNode json) {
        Fields fields = new Fields(json, "");
        fields.text("Version");
        fields.text("QueryLanguage")
                .filter(language -> !language.equals("JSONPath"))
                .ifPresent(language -> {
                    throw new DefinitionError("QueryLanguage is %s, must be JSONPath".formatted(language));
                });
        Definition machine = new Definition(startAt(fields), states(fields), fields.seconds("TimeoutSeconds"));
        fields.refuseOthers();
        return machine;
    }

    /** The machine of a Map, whose own fields the caller has taken. */
    static Definition processor(Fields fields) {
        Definition machine = new Definition(startAt(fields), states(fields), Optional.empty());
        fields.refuseOthers();
        return machine;
    }

    private static String startAt(Fields fields) {
        String start = fields.requiredText("StartAt");
        if (!fields.required("States").has(start)) {
            throw new DefinitionError("%s is %s, which is no state".formatted(fields.where("StartAt"), start));
        }
        return start;
    }

    private static Map<String, State> states(Fields fields) {
        DefinitionReader reader = new DefinitionReader(fields.where("States"), fields.required("States"));
        Map<String, State> states = new HashMap<>();
        reader.states
                .properties()
                .forEach(each -> states.put(each.getKey(), reader.state(each.getKey(), each.getValue())));
        return states;
    }

    private State state(String name, JsonNode json) {
        Fields fields = new Fields(json, where + "." + name);
        String type = fields.requiredText("Type");
        State state = switch (type) {
            case "Pass" -> new State.Pass(name, dataFlow(fields), fields.find("Result"), next(fields));
            case "Task" -> task(name, fields);
            case "Choice" -> choice(name, fields);
            case "Wait" -> wait(name, fields);
            case "Map" -> new MapReader(name, fields).read(errors(fields), next(fields));
            case "Succeed" -> new State.Succeed(name, ends(fields));
            case "Fail" -> fail(name, fields);
            default ->
                throw new DefinitionError("%s is %s, must be Pass, Task, Choice, Wait, Map, Succeed or Fail"
                        .formatted(fields.where("Type"), type));
        };
        fields.refuseOthers();
        return state;
    }

    private State task(String name, Fields fields) {
        String resource = fields.requiredText("Resource");
        if (!resource.equals(State.Task.INVOKE) && !resource.matches("arn:[^:]*:lambda:.*")) {
            throw new DefinitionError("%s is %s, must be the ARN of a function or %s"
                    .formatted(fields.where("Resource"), resource, State.Task.INVOKE));
        }
        return new State.Task(
                name, worked(fields), resource, fields.seconds("TimeoutSeconds"), errors(fields), next(fields));
    }

    private State choice(String name, Fields fields) {
        var branches = fields.elements("Choices").stream()
                .map(rule -> branch(new Fields(rule, fields.where("Choices[]"))))
                .toList();
        Optional<String> otherwise = fields.text("Default").map(to -> target(to, fields.where("Default")));
        return new Choice(name, ends(fields), branches, otherwise);
    }

    private Choice.Branch branch(Fields rule) {
        String next = target(rule.requiredText("Next"), rule.where("Next"));
        return new Choice.Branch(ConditionReader.read(rule), next);
    }

    private State wait(String name, Fields fields) {
        fields.number("Seconds", 0);
        Template seconds = fields.valueOrPath("Seconds")
                .orElseThrow(
                        () -> new DefinitionError("%s is missing, or SecondsPath".formatted(fields.where("Seconds"))));
        return new State.Wait(name, ends(fields), seconds, next(fields));
    }

    private static State fail(String name, Fields fields) {
        Template nothing = new Template.Literal(TextNode.valueOf(""));
        return new State.Fail(
                name,
                fields.valueOrPath("Error").orElse(nothing),
                fields.valueOrPath("Cause").orElse(nothing));
    }

    /** Of a state that works on its input and has a result. */
    private static DataFlow worked(Fields fields) {
        return new DataFlow(
                fields.path("InputPath"),
                fields.template("Parameters"),
                fields.template("ResultSelector"),
                fields.resultPath("ResultPath"),
                fields.path("OutputPath"));
    }

    private static DataFlow dataFlow(Fields fields) {
        return new DataFlow(
                fields.path("InputPath"),
                fields.template("Parameters"),
                Optional.empty(),
                fields.resultPath("ResultPath"),
                fields.path("OutputPath"));
    }

    /** Of a state that hands on its input. */
    private static DataFlow ends(Fields fields) {
        return new DataFlow(
                fields.path("InputPath"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Path.WHOLE),
                fields.path("OutputPath"));
    }

    private ErrorHandling errors(Fields fields) {
        return new ErrorHandlingReader(fields, this::target).read();
    }

    private Optional<String> next(Fields fields) {
        Optional<String> next = fields.text("Next").map(to -> target(to, fields.where("Next")));
        boolean end = fields.find("End").map(JsonNode::asBoolean).orElse(false);
        if (end == next.isPresent()) {
            throw new DefinitionError("%s: must have either Next or End".formatted(fields.where("Next")));
        }
        return next;
    }

    private String target(String name, String place) {
        if (!states.has(name)) {
            throw new DefinitionError("%s is %s, which is no state of %s".formatted(place, name, where));
        }
        return name;
    }
}
