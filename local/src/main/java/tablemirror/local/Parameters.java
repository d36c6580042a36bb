package tablemirror.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters that a template declares, and the values that a deployment would give them. Immutable. */
final class Parameters {
    private final Map<String, Parameter> declared = new LinkedHashMap<>();

    Parameters(Map<String, Object> section) {
        section.forEach((name, declaration) ->
                declared.put(name, new Parameter(name, Tree.map(declaration, "Parameters." + name))));
    }

    boolean has(String name) {
        return declared.containsKey(name);
    }

    /**
     * Every parameter's value: the given one, else its default.
     *
     * @throws UsageError naming everything that is wrong, in one line
     */
    Map<String, String> values(Map<String, String> given) {
        List<String> faults = faults(given);
        Map<String, String> values = new LinkedHashMap<>();
        declared.forEach((name, parameter) -> {
            String value = given.getOrDefault(name, parameter.defaultValue().orElse(null));
            if (value == null) {
                faults.add("parameter %s has no default and no value: give it with --parameter %s=..."
                        .formatted(name, name));
            } else {
                values.put(name, value);
            }
        });
        throwAny(faults);
        return values;
    }

    /** Checks these values alone; those not given may come later. */
    void check(Map<String, String> given) {
        throwAny(faults(given));
    }

    private List<String> faults(Map<String, String> given) {
        List<String> faults = new ArrayList<>();
        new TreeMap<>(given).forEach((name, value) -> {
            Parameter parameter = declared.get(name);
            if (parameter == null) {
                faults.add("parameter %s is unknown, the template has %s"
                        .formatted(name, String.join(", ", declared.keySet())));
            } else {
                faults.addAll(parameter.faults(value));
            }
        });
        return faults;
    }

    private static void throwAny(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new UsageError(String.join("; ", faults));
        }
    }
}
