package tablemirror.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Typed looks at a tree of maps, lists and scalars. An error names the place at which something else was found. */
final class Tree {
    private Tree() {}

    static Map<String, Object> map(Object node, String where) {
        if (!(node instanceof Map<?, ?> map)) {
            throw new UsageError("%s is %s, must be a mapping".formatted(where, node));
        }
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                typed.put(String.valueOf(key), value);
            }
        });
        return typed;
    }

    static List<?> list(Object node, String where) {
        if (!(node instanceof List<?> list)) {
            throw new UsageError("%s is %s, must be a list".formatted(where, node));
        }
        return list;
    }

    /** The mapping under {@code key}; empty when there is none. */
    static Map<String, Object> child(Map<String, Object> parent, String key, String where) {
        return map(parent.getOrDefault(key, Map.of()), where + "." + key);
    }

    static Object required(Map<String, Object> parent, String key, String where) {
        return Optional.ofNullable(parent.get(key))
                .orElseThrow(() -> new UsageError("%s has no %s".formatted(where, key)));
    }

    static int integer(Object node, String where) {
        try {
            return Integer.parseInt(String.valueOf(node));
        } catch (NumberFormatException e) {
            throw new UsageError("%s is %s, must be a whole number".formatted(where, node));
        }
    }
}
