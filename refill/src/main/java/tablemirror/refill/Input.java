package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tablemirror.index.IndexBody;

/**
 * What an execution is asked to do. Whatever is not understood is refused before anything is touched. Immutable.
 *
 * @param index the body to create an index from; empty for the default one
 * @param indexAt where such a body lies, instead
 * @param maxDifferences so many may be left when the new index takes the place of the old one
 * @param standby whether the standby is meant and not the live index
 */
record Input(
        Mode mode,
        Optional<IndexBody> index,
        Optional<String> indexAt,
        int maxDifferences,
        boolean standby,
        boolean allowDeletes,
        boolean deleteIndex) {

    enum Mode {
        FILL,
        VERIFY,
        REPAIR,
        ROLLBACK,
        FINISH;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What may be said besides. */
        private Set<String> fields() {
            return switch (this) {
                case FILL -> Set.of("index", "indexAt", "maxDifferences");
                case VERIFY -> Set.of("of");
                case REPAIR -> Set.of("of", "allowDeletes");
                case ROLLBACK -> Set.of();
                case FINISH -> Set.of("deleteIndex");
            };
        }
    }

    private static final List<String> MODES =
            List.of(Mode.values()).stream().map(Mode::text).toList();

    /**
     * Reads an input.
     *
     * @throws Refused naming what is wrong and what is allowed
     */
    static Input read(JsonNode json) {
        if (!json.isObject() || !MODES.contains(json.path("mode").asText())) {
            throw new Refused("input is %s, must be an object with a mode of %s, as {\"mode\": \"verify\"}"
                    .formatted(json, MODES));
        }
        Mode mode = Mode.valueOf(json.path("mode").asText().toUpperCase(Locale.ROOT));
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("mode") && !mode.fields().contains(name)) {
                throw new Refused("unknown field %s with mode %s, allowed: %s"
                        .formatted(
                                name,
                                mode.text(),
                                mode.fields().isEmpty()
                                        ? "none but mode"
                                        : mode.fields().stream().sorted().toList()));
            }
        }
        Input input = new Input(
                mode,
                body(json.path("index")),
                address(json.path("indexAt")),
                number(json.path("maxDifferences")),
                standby(json.path("of")),
                flag("allowDeletes", json.path("allowDeletes")),
                flag("deleteIndex", json.path("deleteIndex")));
        if (input.index.isPresent() && input.indexAt.isPresent()) {
            throw new Refused("index and indexAt are both given, must be one of them or none for the default index");
        }
        return input;
    }

    private static Optional<IndexBody> body(JsonNode value) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw new Refused("index is %s, must be an object with settings and mappings".formatted(value));
        }
        return Optional.of(new IndexBody(value.toString()));
    }

    private static Optional<String> address(JsonNode value) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || !value.asText().matches("s3://[^/]+/.+")) {
            throw new Refused("indexAt is %s, must be like \"s3://bucket/key\"".formatted(value));
        }
        return Optional.of(value.asText());
    }

    private static int number(JsonNode value) {
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isInt() || value.asInt() < 0) {
            throw new Refused("maxDifferences is %s, must be a whole number of 0 or more".formatted(value));
        }
        return value.asInt();
    }

    private static boolean standby(JsonNode value) {
        return switch (value.isMissingNode() ? "live" : value.asText()) {
            case "live" -> false;
            case "standby" -> true;
            default -> throw new Refused("of is %s, must be \"live\" or \"standby\"".formatted(value));
        };
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Refused("%s is %s, must be true or false".formatted(name, value));
        }
        return value.asBoolean();
    }
}
