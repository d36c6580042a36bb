package tablemirror.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of an item's attributes become fields of its document, and under which names. Rules name whole attributes as they
 * are called in the item. Key attributes are always fields under their own names: by them a document is traced to its item.
 * What the rules contradict is refused when they are made. Immutable.
 */
public final class Fields {
    private final Set<String> include;
    private final Set<String> exclude;
    private final Map<String, String> rename;

    private Fields(Set<String> include, Set<String> exclude, Map<String, String> rename) {
        this.include = include;
        this.exclude = exclude;
        this.rename = rename;
    }

    /** Every attribute under its own name. */
    public static Fields all() {
        return new Fields(Set.of(), Set.of(), Map.of());
    }

    /**
     * Fields by these rules, each a list of names; an empty list is no rule.
     *
     * @param rename entries {@code attribute=field}
     * @throws IllegalArgumentException naming everything that contradicts itself, the keys or the timestamp field
     */
    public static Fields of(
            KeySchema keys, String timestampField, List<String> include, List<String> exclude, List<String> rename) {
        Mistakes mistakes = new Mistakes();
        Map<String, String> names = mistakes.renames(rename);
        mistakes.paths("FieldsInclude", include);
        mistakes.paths("FieldsExclude", exclude);
        mistakes.contradictions(include, exclude, names);
        mistakes.reserved(keys, timestampField, exclude, names);
        if (!mistakes.found.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes.found));
        }
        Set<String> included = new HashSet<>(include);
        if (!included.isEmpty()) {
            included.addAll(keys.names());
        }
        return new Fields(included, new HashSet<>(exclude), names);
    }

    boolean areAll() {
        return include.isEmpty() && exclude.isEmpty() && rename.isEmpty();
    }

    /**
     * What these rules leave of the attributes, in their order.
     *
     * @throws NameTaken when two of them would be one field
     */
    Map<String, Value> of(Map<String, Value> attributes) {
        Map<String, Value> fields = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            boolean kept = (include.isEmpty() || include.contains(name)) && !exclude.contains(name);
            String field = rename.getOrDefault(name, name);
            if (kept && fields.put(field, value) != null) {
                throw new NameTaken(field);
            }
        });
        return fields;
    }

    /** An item has an attribute under whose name another one is to appear. */
    static final class NameTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NameTaken(String field) {
            super(
                    "two attributes become field %s: FieldsRename gives one of them this name, the other has it; exclude it"
                            .formatted(field));
        }
    }

    /** Everything that is wrong with the rules. */
    private static final class Mistakes {
        final List<String> found = new ArrayList<>();

        Map<String, String> renames(List<String> entries) {
            Map<String, String> names = new LinkedHashMap<>();
            for (String entry : entries) {
                String[] sides = entry.split("=", -1);
                if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                    found.add("FieldsRename has %s, must be attribute=field".formatted(entry));
                } else if (names.putIfAbsent(sides[0].strip(), sides[1].strip()) != null) {
                    found.add("FieldsRename renames %s twice".formatted(sides[0].strip()));
                }
            }
            paths("FieldsRename", names.keySet());
            paths("FieldsRename", names.values());
            Set<String> targets = new LinkedHashSet<>(names.values());
            targets.removeIf(target -> Collections.frequency(names.values(), target) < 2);
            targets.forEach(target -> found.add("FieldsRename makes two attributes %s".formatted(target)));
            return names;
        }

        /** OpenSearch takes a point for a path into an object. */
        void paths(String rule, Iterable<String> names) {
            for (String name : names) {
                if (name.contains(".")) {
                    found.add(
                            "%s has %s, must be an attribute of the item itself: only a DocumentTransformer reaches into one"
                                    .formatted(rule, name));
                }
            }
        }

        void contradictions(List<String> include, List<String> exclude, Map<String, String> rename) {
            exclude.stream()
                    .filter(include::contains)
                    .forEach(name -> found.add("%s stands in FieldsInclude and in FieldsExclude".formatted(name)));
            rename.forEach((name, field) -> {
                if (exclude.contains(name) || (!include.isEmpty() && !include.contains(name))) {
                    found.add("FieldsRename has %s=%s, but %s is not included".formatted(name, field, name));
                }
                boolean stays = include.contains(field) && !rename.containsKey(field);
                if (stays || name.equals(field)) {
                    found.add(
                            "FieldsRename has %s=%s, but %s is included under this name".formatted(name, field, field));
                }
                if (field.startsWith("_")) {
                    found.add("FieldsRename has %s=%s, must not begin with _: OpenSearch's own fields do"
                            .formatted(name, field));
                }
            });
        }

        void reserved(KeySchema keys, String timestampField, List<String> exclude, Map<String, String> rename) {
            for (String key : keys.names()) {
                if (exclude.contains(key) || rename.containsKey(key) || rename.containsValue(key)) {
                    found.add("%s is a key attribute, which is always a field under its own name".formatted(key));
                }
            }
            if (exclude.contains(timestampField) || rename.containsValue(timestampField)) {
                found.add("%s is the TimestampField, which the time of indexing needs".formatted(timestampField));
            }
        }
    }
}
