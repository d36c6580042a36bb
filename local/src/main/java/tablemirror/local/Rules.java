package tablemirror.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The template's rules: what no deployment may be told at once. CloudFormation checks them before it deploys anything. */
final class Rules {
    private final Map<String, Object> rules;
    private final Intrinsics intrinsics;

    /** Rules see parameters and nothing else. */
    Rules(Map<String, Object> rules, Map<String, String> parameters) {
        this.rules = rules;
        this.intrinsics =
                new Intrinsics(Map.of(), (name, attribute) -> attribute.isEmpty() ? parameters.get(name) : null);
    }

    /** @throws UsageError with what each broken assertion says of itself */
    void check() {
        List<String> broken = new ArrayList<>();
        rules.forEach((name, rule) -> {
            String where = "Rules." + name;
            Map<String, Object> fields = Tree.map(rule, where);
            if (!fields.containsKey("RuleCondition") || holds(fields, "RuleCondition", where)) {
                for (Object assertion : Tree.list(Tree.required(fields, "Assertions", where), where)) {
                    Map<String, Object> each = Tree.map(assertion, where);
                    if (!holds(each, "Assert", where)) {
                        broken.add(String.valueOf(each.getOrDefault("AssertDescription", where + " does not hold")));
                    }
                }
            }
        });
        if (!broken.isEmpty()) {
            throw new UsageError(String.join(" ", broken));
        }
    }

    private boolean holds(Map<String, Object> fields, String key, String where) {
        return intrinsics.isTrue(Tree.required(fields, key, where), where + "." + key);
    }
}
