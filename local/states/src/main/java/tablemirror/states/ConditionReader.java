package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tablemirror.states.Condition.Operator;

/** Reads the rules of a Choice. */
final class ConditionReader {
    private ConditionReader() {}

    /** Takes every field of it that is part of the condition, and refuses the rest. */
    static Condition read(Fields rule) {
        Condition condition = all(rule, "And")
                .<Condition>map(Condition.And::new)
                .or(() -> all(rule, "Or").map(Condition.Or::new))
                .or(() -> rule.find("Not").map(not -> new Condition.Not(read(new Fields(not, rule.where("Not"))))))
                .orElseGet(() -> comparison(rule));
        rule.refuseOthers();
        return condition;
    }

    private static Optional<List<Condition>> all(Fields rule, String name) {
        return rule.find(name)
                .map(given -> rule.elements(name).stream()
                        .map(each -> read(new Fields(each, rule.where(name + "[]"))))
                        .toList());
    }

    private static Condition comparison(Fields rule) {
        Path variable = Path.parse(rule.requiredText("Variable"), rule.where("Variable"));
        List<Operator> given = Arrays.stream(Operator.values())
                .filter(each -> rule.find(each.field()).isPresent())
                .toList();
        rule.refuseOthers();
        if (given.size() != 1) {
            throw new DefinitionError("%s has the comparisons %s, must have one"
                    .formatted(
                            rule.where("Variable"),
                            given.stream().map(Operator::field).toList()));
        }
        Operator operator = given.getFirst();
        JsonNode value = rule.required(operator.field());
        if (!operator.takes(value)) {
            throw new DefinitionError("%s cannot be compared with %s".formatted(rule.where(operator.field()), value));
        }
        return new Condition.Comparison(variable, operator, value);
    }
}
