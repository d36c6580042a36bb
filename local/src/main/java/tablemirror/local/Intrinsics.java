package tablemirror.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out the template's intrinsic functions. Knows those the template uses; any other is an error that names it and
 * its place. What a reference to a resource means is the caller's: {@code references} gets the name and, for a
 * {@code GetAtt}, the attribute ("" for a {@code Ref}), and answers null for a name it does not know.
 */
final class Intrinsics {
    /** As short tags; all but {@code Ref} and {@code Condition} are {@code Fn::} in their long form. */
    static final Set<String> NAMES =
            Set.of("Ref", "Sub", "GetAtt", "If", "Equals", "Not", "And", "Or", "Condition", "Join", "Contains");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

    /** What {@code AWS::NoValue} stands for: the property is left out. */
    private record NoValue() {}

    /** Whether what was resolved is {@code AWS::NoValue}; within a mapping or list it has been left out already. */
    static boolean isNoValue(Object resolved) {
        return resolved instanceof NoValue;
    }

    private final Map<String, Object> conditions;
    private final BiFunction<String, String, @Nullable String> references;

    Intrinsics(Map<String, Object> conditions, BiFunction<String, String, @Nullable String> references) {
        this.conditions = Map.copyOf(conditions);
        this.references = references;
    }

    static String longName(String name) {
        return name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
    }

    /** The tree without intrinsics. {@code where} is its place in the template, for errors. */
    Object resolve(Object node, String where) {
        if (node instanceof Map<?, ?> map) {
            return isIntrinsic(map) ? intrinsic(Tree.map(map, where), where) : mapping(Tree.map(map, where), where);
        }
        return node instanceof List<?> list ? sequence(list, where) : node;
    }

    private Object intrinsic(Map<String, Object> map, String where) {
        var entry = map.entrySet().iterator().next();
        return apply(entry.getKey(), entry.getValue(), where);
    }

    private Map<String, Object> mapping(Map<String, Object> map, String where) {
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, value) -> resolved.put(key, resolve(value, where + "." + key)));
        resolved.values().removeIf(NoValue.class::isInstance);
        return resolved;
    }

    private List<Object> sequence(List<?> list, String where) {
        List<Object> resolved = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            resolved.add(resolve(list.get(i), "%s[%d]".formatted(where, i)));
        }
        resolved.removeIf(NoValue.class::isInstance);
        return resolved;
    }

    private static boolean isIntrinsic(Map<?, ?> map) {
        if (map.size() != 1) {
            return false;
        }
        String key = String.valueOf(map.keySet().iterator().next());
        return key.equals("Ref") || key.startsWith("Fn::") || key.equals("Condition");
    }

    private Object apply(String name, Object argument, String where) {
        return switch (name) {
            case "Ref" -> reference(argument, where);
            case "Fn::GetAtt" -> attribute(Tree.list(argument, where), where);
            case "Fn::Sub" -> substitute(argument, where);
            case "Fn::Join" -> join(Tree.list(argument, where), where);
            case "Fn::If" -> choose(Tree.list(argument, where), where);
            case "Condition", "Fn::Equals", "Fn::Not", "Fn::And", "Fn::Or", "Fn::Contains" ->
                holds(name, argument, where);
            default ->
                throw new UsageError(
                        "%s: the intrinsic function %s is not known to the local run".formatted(where, name));
        };
    }

    private Object reference(Object name, String where) {
        return name.equals("AWS::NoValue") ? new NoValue() : lookUp(String.valueOf(name), "", where);
    }

    private String attribute(List<?> path, String where) {
        if (path.size() != 2) {
            throw new UsageError("%s: GetAtt needs a resource and an attribute, has %s".formatted(where, path));
        }
        return lookUp(String.valueOf(path.get(0)), String.valueOf(path.get(1)), where);
    }

    private String lookUp(String name, String attribute, String where) {
        String value = references.apply(name, attribute);
        if (value == null) {
            throw new UsageError("%s: %s is no parameter or resource that the local run knows"
                    .formatted(where, attribute.isEmpty() ? name : name + "." + attribute));
        }
        return value;
    }

    private String substitute(Object argument, String where) {
        boolean plain = !(argument instanceof List<?>);
        String text =
                String.valueOf(plain ? argument : Tree.list(argument, where).get(0));
        Map<String, Object> own =
                plain ? Map.of() : Tree.map(resolve(Tree.list(argument, where).get(1), where), where);
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(2);
            String value;
            if (!found.group(1).isEmpty()) {
                value = "${" + name + "}";
            } else if (own.containsKey(name)) {
                value = String.valueOf(own.get(name));
            } else {
                String[] path = name.split("\\.", 2);
                value = lookUp(path[0], path.length > 1 ? path[1] : "", where);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private String join(List<?> arguments, String where) {
        return String.join(String.valueOf(arguments.get(0)), texts(arguments.get(1), where));
    }

    /** A list, or the value of a parameter of type CommaDelimitedList: a reference gives its text. */
    private List<String> texts(Object node, String where) {
        return switch (resolve(node, where)) {
            case String text -> List.of(text.split(",", -1));
            case Object list ->
                Tree.list(list, where).stream().map(String::valueOf).toList();
        };
    }

    private Object choose(List<?> arguments, String where) {
        boolean first = condition(String.valueOf(arguments.get(0)), where);
        return resolve(arguments.get(first ? 1 : 2), where);
    }

    /** Whether an expression is true: of a condition, or of a rule. */
    boolean isTrue(Object expression, String where) {
        return Boolean.TRUE.equals(resolve(expression, where));
    }

    boolean condition(String name, String where) {
        Object condition = conditions.get(name);
        if (condition == null) {
            throw new UsageError("%s: there is no condition %s".formatted(where, name));
        }
        return isTrue(condition, "Conditions." + name);
    }

    private Object holds(String name, Object argument, String where) {
        return switch (name) {
            case "Condition" -> condition(String.valueOf(argument), where);
            case "Fn::Equals" -> {
                List<?> both = Tree.list(resolve(argument, where), where);
                yield String.valueOf(both.get(0)).equals(String.valueOf(both.get(1)));
            }
            case "Fn::Contains" -> {
                List<?> both = Tree.list(argument, where);
                yield texts(both.get(0), where).contains(String.valueOf(resolve(both.get(1), where)));
            }
            case "Fn::Not" -> !Tree.list(resolve(argument, where), where).contains(true);
            case "Fn::And" -> !Tree.list(resolve(argument, where), where).contains(false);
            default -> Tree.list(resolve(argument, where), where).contains(true);
        };
    }
}
