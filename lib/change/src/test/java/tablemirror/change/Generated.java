package tablemirror.change;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Everything DynamoDB can hold, made at random. */
final class Generated {
    private static final int MAX_DEPTH = 4;

    private Generated() {}

    /** Items with a key {@code id}. */
    static Arbitrary<Item> items() {
        return Combinators.combine(keyValues(), attributes(MAX_DEPTH)).as((id, attributes) -> {
            Map<String, Value> all = new LinkedHashMap<>(attributes);
            all.put("id", id);
            return new Item(all);
        });
    }

    /** What a key attribute may be; short texts of the characters that ids are joined with, so that many are close. */
    static Arbitrary<Value> keyValues() {
        Arbitrary<Value> close = Arbitraries.strings()
                .withChars("a|\\")
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(Value.S::new);
        Arbitrary<Value> texts = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(700)
                .filter(Generated::isUnicode)
                .map(Value.S::new);
        Arbitrary<Value> binaries = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(Value.B::new);
        return Arbitraries.oneOf(close, texts, binaries, numbers().map(Value.class::cast));
    }

    /** At most 38 digits, from 1E-130 to 9.9…E+125, in any notation. */
    static Arbitrary<Value.N> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.bigIntegers()
                .between(
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE).negate(),
                        BigInteger.TEN.pow(38).subtract(BigInteger.ONE));
        Arbitrary<Integer> exponents = Arbitraries.integers().between(-130, 125 - 38);
        return Combinators.combine(digits, exponents, Arbitraries.of(true, false))
                .as((digit, exponent, plain) -> {
                    BigDecimal number = new BigDecimal(digit, -exponent);
                    return new Value.N(plain ? number.toPlainString() : number.toString());
                });
    }

    private static Arbitrary<Map<String, Value>> attributes(int depth) {
        return Arbitraries.maps(texts().filter(name -> !name.isEmpty()), values(depth))
                .ofMaxSize(5);
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<Value> scalars = Arbitraries.oneOf(
                texts().map(Value.S::new),
                numbers().map(Value.class::cast),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(Value.B::new),
                Arbitraries.of(true, false).map(Value.Bool::new),
                Arbitraries.just(new Value.Null()),
                texts().map(Value.S::new).set().ofMinSize(1).ofMaxSize(4).map(set -> new Value.Ss(List.copyOf(set))),
                numbers()
                        .list()
                        .uniqueElements(n -> new BigDecimal(n.digits()).stripTrailingZeros())
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(Value.Ns::new),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(9)
                        .map(Value.B::new)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .map(set -> new Value.Bs(List.copyOf(set))));
        if (depth == 0) {
            return scalars;
        }
        return Arbitraries.oneOf(
                scalars,
                Arbitraries.lazy(() -> values(depth - 1)).list().ofMaxSize(4).map(Value.L::new),
                Arbitraries.lazy(() -> attributes(depth - 1)).map(Value.M::new));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(12).filter(Generated::isUnicode);
    }

    /** DynamoDB's texts are UTF-8: there is no half of a surrogate pair in them. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
