package tablemirror.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter of the template: its default and what it allows, as CloudFormation checks it. Built from the template's
 * own mapping; a constraint of a kind not known here is an error, not a constraint ignored.
 */
record Parameter(String name, Map<String, Object> declaration) {
    private static final List<String> KNOWN = List.of(
            "Type",
            "Description",
            "Default",
            "NoEcho",
            "ConstraintDescription",
            "AllowedPattern",
            "AllowedValues",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue");

    Parameter {
        declaration = Map.copyOf(declaration);
        for (String key : declaration.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new UsageError("Parameters.%s: %s is not known to the local run".formatted(name, key));
            }
        }
    }

    Optional<String> defaultValue() {
        return Optional.ofNullable(declaration.get("Default")).map(String::valueOf);
    }

    /** What is wrong with this value, in one line each; empty when it is allowed. */
    List<String> faults(String value) {
        List<String> faults = new ArrayList<>();
        boolean number = "Number".equals(declaration.get("Type"));
        if (number && !isNumber(value)) {
            return List.of(fault(value, "must be a number"));
        }
        text("AllowedPattern")
                .filter(pattern -> !Pattern.matches(pattern, value))
                .ifPresent(pattern -> faults.add(fault(value, "must match " + pattern)));
        if (declaration.get("AllowedValues") instanceof List<?> allowed
                && allowed.stream().map(String::valueOf).noneMatch(value::equals)) {
            faults.add(fault(value, "must be one of " + allowed));
        }
        text("MinLength")
                .filter(least -> value.length() < Integer.parseInt(least))
                .ifPresent(least -> faults.add(fault(value, "must have at least %s characters".formatted(least))));
        text("MaxLength")
                .filter(most -> value.length() > Integer.parseInt(most))
                .ifPresent(most -> faults.add(fault(value, "must have at most %s characters".formatted(most))));
        text("MinValue")
                .filter(least -> new BigDecimal(value).compareTo(new BigDecimal(least)) < 0)
                .ifPresent(least -> faults.add(fault(value, "must be at least " + least)));
        text("MaxValue")
                .filter(most -> new BigDecimal(value).compareTo(new BigDecimal(most)) > 0)
                .ifPresent(most -> faults.add(fault(value, "must be at most " + most)));
        return faults;
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(declaration.get(key)).map(String::valueOf);
    }

    private String fault(String value, String bound) {
        return "parameter %s is '%s', %s".formatted(name, value, bound);
    }

    private static boolean isNumber(String value) {
        try {
            new BigDecimal(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
