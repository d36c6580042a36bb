package tablemirror.replayer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of one JSON object that a person wrote, each read with its type. What is not understood is an
 * {@link IllegalArgumentException} that names the field, the value and what is allowed.
 */
final class JsonFields {
    private final String prefix;
    private final JsonNode object;

    /** Fields of this object, or of none, whose names are these and no others. */
    JsonFields(String prefix, JsonNode object, List<String> allowed) {
        this.prefix = prefix;
        this.object = object;
        object.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("unknown field %s%s, allowed: %s"
                        .formatted(
                                prefix,
                                name,
                                String.join(
                                        ", ",
                                        allowed.stream().map(prefix::concat).toList())));
            }
        });
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** The fields of an object inside this one, or of none. */
    JsonFields object(String name, List<String> allowed, String example) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw wrong(name, "an object like " + example);
        }
        return new JsonFields(prefix + name + ".", value, allowed);
    }

    Optional<String> text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw wrong(name, "a string, not empty");
        }
        return Optional.of(value.asText());
    }

    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw wrong(name, "a time like \"2026-11-20T12:00:00Z\"");
            }
        });
    }

    Optional<Integer> wholeNumber(String name, int least, int most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw wrong(name, "a whole number in %d..%d".formatted(least, most));
        }
        return Optional.of(value.asInt());
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.asBoolean();
    }

    /** One of these, written in lower case; the first when it is not there. */
    <E extends Enum<E>> E oneOf(String name, List<E> values) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return values.getFirst();
        }
        return values.stream()
                .filter(each -> value.isTextual() && written(each).equals(value.asText()))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        String.join(
                                " or ",
                                values.stream()
                                        .map(each -> "\"" + written(each) + "\"")
                                        .toList())));
    }

    static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(
                "%s%s is %s, must be %s".formatted(prefix, name, object.path(name), allowed));
    }
}
