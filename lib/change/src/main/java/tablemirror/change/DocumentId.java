package tablemirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/**
 * Key values to document id. Injective: a lone value is its own text, two are joined by {@code |}, which is escaped
 * inside them. What OpenSearch would refuse as too long becomes its hash, and so does an id that looks like one.
 */
final class DocumentId {
    /** OpenSearch refuses the whole bulk for a longer {@code _id}. */
    static final int MAX_BYTES = 512;

    private DocumentId() {}

    static String of(List<Value> key) {
        String id = key.size() == 1
                ? text(key.getFirst())
                : escaped(text(key.getFirst())) + "|" + escaped(text(key.getLast()));
        boolean fits = id.length() <= MAX_BYTES && id.getBytes(UTF_8).length <= MAX_BYTES;
        return fits && !Sha256.isMarked(id) ? id : Sha256.marked(id);
    }

    private static String text(Value value) {
        String text = textOf(value);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("key attribute is empty: DynamoDB has no such key");
        }
        return text;
    }

    private static String textOf(Value value) {
        return switch (value) {
            case Value.S s -> s.text();
            case Value.N n -> n.canonical();
            case Value.B b -> Base64.getUrlEncoder().withoutPadding().encodeToString(b.bytes());
            case Value.Bool other -> throw notAKey(other);
            case Value.Null other -> throw notAKey(other);
            case Value.L other -> throw notAKey(other);
            case Value.M other -> throw notAKey(other);
            case Value.Ss other -> throw notAKey(other);
            case Value.Ns other -> throw notAKey(other);
            case Value.Bs other -> throw notAKey(other);
        };
    }

    private static IllegalArgumentException notAKey(Value value) {
        return new IllegalArgumentException("key attribute of type %s: must be S, N or B"
                .formatted(value.getClass().getSimpleName()));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }
}
