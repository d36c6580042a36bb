package tablemirror.change;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which document an item is, if any: the installed {@link DocumentTransformer}, then {@link Fields}, then the key
 * attributes. Whoever writes documents or compares them asks here, so that all of them mean the same. Thread-safe.
 */
public final class Documents {
    private static final String TRANSFORMER_FAILED = "transformer_failed";
    private static final String FIELD_NAME_TAKEN = "field_name_taken";

    private final KeySchema keys;
    private final DocumentWriter writer;
    private final DocumentComparison comparison;
    private final Fields fields;
    private final DocumentTransformer transformer;
    /** Whether every item is its own document, and need not be copied. */
    private final boolean whole;

    public Documents(KeySchema keys, String timestampField, Fields fields, DocumentTransformer transformer) {
        this.keys = keys;
        this.writer = new DocumentWriter(timestampField);
        this.comparison = new DocumentComparison(timestampField);
        this.fields = fields;
        this.transformer = transformer;
        this.whole = fields.areAll() && transformer.equals(DocumentTransformer.NONE);
    }

    /** Every item with all of its attributes. */
    public static Documents whole(KeySchema keys, String timestampField) {
        return new Documents(keys, timestampField, Fields.all(), DocumentTransformer.NONE);
    }

    /** The fields of an item's document, without the time of indexing. */
    public Rendering<Item> of(Item item) {
        if (whole) {
            return new Rendering.Document<>(item);
        }
        try {
            Optional<Map<String, Value>> made = transformer.transform(item.attributes());
            return made.isPresent()
                    ? new Rendering.Document<>(new Item(fields.of(withKeys(item.attributes(), made.get()))))
                    : new Rendering.NotIndexed<>();
        } catch (Fields.NameTaken e) {
            return new Rendering.Refused<>(FIELD_NAME_TAKEN, String.valueOf(e.getMessage()));
        } catch (VirtualMachineError e) {
            if (e instanceof StackOverflowError) {
                return failed(e);
            }
            throw e;
        } catch (Throwable e) {
            // In other languages than Java a transformer throws what it likes, errors and checked exceptions too.
            return failed(e);
        }
    }

    /** An item's document in UTF-8, indexed at this time. */
    public Rendering<byte[]> write(Item item, Instant indexedAt) {
        return switch (of(item)) {
            case Rendering.Document<Item> document -> written(document.content(), indexedAt);
            case Rendering.NotIndexed<Item> none -> new Rendering.NotIndexed<>();
            case Rendering.Refused<Item> refused -> new Rendering.Refused<>(refused.type(), refused.reason());
        };
    }

    /** Whether a stored {@code _source} has these fields, whenever it was indexed. */
    public boolean isSame(Item document, byte[] source) {
        return comparison.isSame(document, source);
    }

    private Rendering<byte[]> written(Item document, Instant indexedAt) {
        try {
            return new Rendering.Document<>(writer.write(document, indexedAt));
        } catch (UncheckedIOException e) {
            // Only a transformer makes what cannot be written: more levels than JSON is allowed.
            return failed(e.getCause());
        }
    }

    private <T> Rendering<T> failed(@Nullable Throwable cause) {
        return new Rendering.Refused<>(
                TRANSFORMER_FAILED, "%s: %s".formatted(transformer.getClass().getName(), cause));
    }

    private Map<String, Value> withKeys(Map<String, Value> item, Map<String, Value> made) {
        Map<String, Value> all = new LinkedHashMap<>(made);
        refuseNulls(all);
        for (String name : keys.names()) {
            Value own = item.get(name);
            Value found = own == null ? null : all.putIfAbsent(name, own);
            if (found != null && !found.equals(own)) {
                throw new IllegalArgumentException("key attribute %s was changed, must be the item's".formatted(name));
            }
        }
        return all;
    }

    private static void refuseNulls(Map<String, Value> attributes) {
        attributes.forEach((name, value) -> {
            Objects.requireNonNull(name, "an attribute without a name");
            Objects.requireNonNull(value, () -> "attribute %s is null, must be a Value.Null".formatted(name));
            refuseNullsIn(value);
        });
    }

    private static void refuseNullsIn(Value value) {
        if (value instanceof Value.M map) {
            refuseNulls(map.attributes());
        } else if (value instanceof Value.L list) {
            list.values().forEach(Documents::refuseNullsIn);
        }
    }
}
