package tablemirror.table;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tablemirror.change.Value;

/**
 * The SDK's attribute values and ours, one for one and exact. What is not one of DynamoDB's ten types is an
 * {@link IllegalArgumentException}. Pure.
 */
final class AttributeValues {
    private AttributeValues() {}

    static Map<String, Value> values(Map<String, AttributeValue> attributes) {
        Map<String, Value> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    /** The SDK's collections are empty where there is none: only {@code has…} tells an empty list from a missing one. */
    static Value value(AttributeValue value) {
        if (value.s() != null) {
            return new Value.S(value.s());
        } else if (value.n() != null) {
            return new Value.N(value.n());
        } else if (value.b() != null) {
            return binary(value.b());
        } else if (value.bool() != null) {
            return new Value.Bool(value.bool());
        } else if (value.nul() != null) {
            return new Value.Null();
        } else {
            return collection(value);
        }
    }

    private static Value collection(AttributeValue value) {
        if (value.hasM()) {
            return new Value.M(values(value.m()));
        } else if (value.hasL()) {
            return new Value.L(value.l().stream().map(AttributeValues::value).toList());
        } else if (value.hasSs()) {
            return new Value.Ss(value.ss().stream().map(Value.S::new).toList());
        } else if (value.hasNs()) {
            return new Value.Ns(value.ns().stream().map(Value.N::new).toList());
        } else if (value.hasBs()) {
            return new Value.Bs(value.bs().stream().map(AttributeValues::binary).toList());
        } else {
            throw new IllegalArgumentException(
                    "attribute value of type %s: DynamoDB has a type this program does not know"
                            .formatted(value.type()));
        }
    }

    /** A key attribute for a request. */
    static AttributeValue key(Value value) {
        return switch (value) {
            case Value.S s -> AttributeValue.fromS(s.text());
            case Value.N n -> AttributeValue.fromN(n.digits());
            case Value.B b -> AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(b.bytes()));
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
        return new IllegalArgumentException("key attribute of type %s, must be S, N or B"
                .formatted(value.getClass().getSimpleName()));
    }

    private static Value.B binary(SdkBytes bytes) {
        return new Value.B(bytes.asByteArrayUnsafe());
    }
}
