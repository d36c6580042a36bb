package tablemirror.change;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;

/** Values, items and changes that several tests look at. */
final class Samples {
    static final KeySchema ID = new KeySchema("id", null);
    static final KeySchema ID_AND_RANK = new KeySchema("id", "rank");
    static final Origin ORIGIN = new Origin(
            "c4ca4238a0b923820dcc509a6f75849b", "4421584500000000017450439091", Instant.parse("2026-11-20T10:15:30Z"));

    private Samples() {}

    static Key key(String id) {
        return ID.key(Map.of("id", new Value.S(id)));
    }

    /** An item with an attribute of every type, and what is hard to carry. */
    static Item everything() {
        Map<String, Value> attributes = new LinkedHashMap<>();
        attributes.put("id", new Value.S("42"));
        attributes.put("empty", new Value.S(""));
        attributes.put("awkward", new Value.S("\u0000\u0007\"\\\n\u2028\uFFFE\uFFFF é 漢 \uD83D\uDE00"));
        attributes.put("digits38", new Value.N("12345678901234567890123456789012345678"));
        attributes.put("fraction", new Value.N("1.2345678901234567890123456789012345678E+100"));
        attributes.put("least", new Value.N("1E-130"));
        attributes.put("greatest", new Value.N("9.9999999999999999999999999999999999999E+125"));
        attributes.put("zero", new Value.N("0"));
        attributes.put("binary", new Value.B(new byte[] {0, -1, 62, 63}));
        attributes.put("noBytes", new Value.B(new byte[0]));
        attributes.put("yes", new Value.Bool(true));
        attributes.put("no", new Value.Bool(false));
        attributes.put("nothing", new Value.Null());
        attributes.put("list", new Value.L(List.of(new Value.S("a"), new Value.N("-1.50"), new Value.L(List.of()))));
        attributes.put("map", new Value.M(Map.of("inner", new Value.M(Map.of("deep", new Value.Null())))));
        attributes.put("texts", new Value.Ss(List.of(new Value.S("b"), new Value.S("a"))));
        attributes.put("numbers", new Value.Ns(List.of(new Value.N("2"), new Value.N("1"))));
        attributes.put("binaries", new Value.Bs(List.of(new Value.B(new byte[] {1}), new Value.B(new byte[] {2}))));
        return new Item(attributes);
    }

    static Change change(Key key, Effect effect) {
        return new Change("Things", key, Version.ofChange(ORIGIN.createdAt(), ORIGIN.sequenceNumber()), effect, ORIGIN);
    }
}
