package tablemirror.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is done to the index while the table changes: executions of the refill, and what happens to the table in their
 * narrowest moments.
 *
 * @param isFirst whether there is no index before the first of them
 * @param ratePerSecond of the refill: at a low one much happens between a scan and its bulk
 * @param inputs of the executions, without their braces; none when there is no refill
 * @param bursts what happens to the table at these moments
 * @param isPlain nothing goes wrong: then both indices must be equal to the table without anybody's help. Else the refill
 *     is put to further tests when nothing goes wrong any more.
 */
record Refilling(
        boolean isFirst, int ratePerSecond, List<String> inputs, Map<Moment, List<Step>> bursts, boolean isPlain) {
    static final String FILL = "\"mode\": \"fill\"";
    static final String VERIFY = "\"mode\": \"verify\"";
    static final String REPAIR = "\"mode\": \"repair\"";
    static final String ROLLBACK = "\"mode\": \"rollback\"";
    static final String FINISH = "\"mode\": \"finish\", \"deleteIndex\": true";
    static final Refilling NONE = new Refilling(false, 1, List.of(), Map.of(), true);

    private static final int[] RATES = {2, 20, 1_000};
    private static final List<List<String>> PLANS = List.of(
            List.of(FILL),
            List.of(FILL),
            List.of(FILL, ROLLBACK),
            List.of(FILL, ROLLBACK, ROLLBACK),
            List.of(FILL, FILL),
            List.of(FILL, FINISH, FILL),
            List.of(VERIFY, REPAIR));

    Refilling {
        inputs = List.copyOf(inputs);
        bursts = Map.copyOf(bursts);
    }

    static Refilling draw(Random random) {
        Map<Moment, List<Step>> bursts = new EnumMap<>(Moment.class);
        for (Moment moment : Moment.values()) {
            bursts.put(moment, burst(random));
        }
        return new Refilling(
                random.nextInt(4) == 0,
                RATES[random.nextInt(RATES.length)],
                PLANS.get(random.nextInt(PLANS.size())),
                bursts,
                false);
    }

    private static List<Step> burst(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            Step.Kind kind = random.nextBoolean() ? Step.Kind.PUT : Step.Kind.DELETE;
            steps.add(new Step(random.nextInt(300), "item" + random.nextInt(2), kind));
        }
        return steps;
    }

    boolean isNone() {
        return inputs.isEmpty();
    }
}
