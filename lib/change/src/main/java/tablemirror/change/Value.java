package tablemirror.change;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An attribute's value, one case for each of DynamoDB's ten types and named as DynamoDB names them. Exact: a number is
 * its digits, never a {@code double}. Immutable; arrays and maps handed in are not copied and must not be changed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
public sealed interface Value {

    record S(String text) implements Value {
        public S {
            Objects.requireNonNull(text);
        }
    }

    /** A number as written, and always a valid JSON number. */
    record N(String digits) implements Value {
        public N {
            digits = JsonNumber.isValid(digits) ? digits : new BigDecimal(digits).toString();
        }

        /**
         * The one text of this number whatever its notation: no exponent, no trailing zeros.
         *
         * @throws IllegalArgumentException when DynamoDB has no such number: its plain text might be gigabytes
         */
        String canonical() {
            BigDecimal number = new BigDecimal(digits).stripTrailingZeros();
            long magnitude = (long) number.precision() - number.scale() - 1;
            if (number.precision() > MAX_DIGITS || magnitude > MAX_MAGNITUDE || magnitude < MIN_MAGNITUDE) {
                throw new IllegalArgumentException(
                        "key number of %d digits and magnitude 1E%d: must be at most %d digits between 1E%d and 1E%d"
                                .formatted(number.precision(), magnitude, MAX_DIGITS, MIN_MAGNITUDE, MAX_MAGNITUDE));
            }
            return number.toPlainString();
        }

        private static final int MAX_DIGITS = 38;
        private static final int MAX_MAGNITUDE = 125;
        private static final int MIN_MAGNITUDE = -130;
    }

    /** Bytes; equal when they are the same bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record B(byte[] bytes) implements Value {
        public B {
            Objects.requireNonNull(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof B that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Bool(boolean value) implements Value {}

    record Null() implements Value {}

    record L(List<Value> values) implements Value {
        public L {
            values = List.copyOf(values);
        }
    }

    record M(Map<String, Value> attributes) implements Value {
        public M {
            attributes = Collections.unmodifiableMap(attributes);
        }
    }

    record Ss(List<S> values) implements Value {
        public Ss {
            values = List.copyOf(values);
        }
    }

    record Ns(List<N> values) implements Value {
        public Ns {
            values = List.copyOf(values);
        }
    }

    record Bs(List<B> values) implements Value {
        public Bs {
            values = List.copyOf(values);
        }
    }
}
