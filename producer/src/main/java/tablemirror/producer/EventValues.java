package tablemirror.producer;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tablemirror.change.Value;

/** Attribute values as a Lambda event holds them, to ours. Exactly one of the event's ten fields is set. */
final class EventValues {
    private EventValues() {}

    static Map<String, Value> of(Map<String, AttributeValue> attributes) {
        Map<String, Value> values = LinkedHashMap.newLinkedHashMap(attributes.size());
        attributes.forEach((name, value) -> values.put(name, of(value)));
        return values;
    }

    private static Value of(AttributeValue value) {
        if (value.getS() != null) {
            return new Value.S(value.getS());
        } else if (value.getN() != null) {
            return new Value.N(value.getN());
        } else if (value.getBOOL() != null) {
            return new Value.Bool(value.getBOOL());
        } else if (value.getM() != null) {
            return new Value.M(of(value.getM()));
        } else if (value.getL() != null) {
            return new Value.L(each(value.getL(), EventValues::of));
        } else if (value.getSS() != null) {
            return new Value.Ss(each(value.getSS(), Value.S::new));
        } else if (value.getNS() != null) {
            return new Value.Ns(each(value.getNS(), Value.N::new));
        } else if (value.getB() != null) {
            return bytes(value.getB());
        } else if (value.getBS() != null) {
            return new Value.Bs(each(value.getBS(), EventValues::bytes));
        } else if (value.getNULL() != null) {
            return new Value.Null();
        }
        throw new IllegalArgumentException("attribute value of no known type: update this function");
    }

    private static Value.B bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Value.B(bytes);
    }

    private static <A, B> List<B> each(Collection<A> values, Function<A, B> turn) {
        List<B> turned = new ArrayList<>(values.size());
        for (A value : values) {
            turned.add(turn.apply(value));
        }
        return turned;
    }
}
