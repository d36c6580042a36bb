package tablemirror.simulation;

import static tablemirror.simulation.Fault.*;

import java.util.ArrayList;
import java.util.List;

/** The small histories: up to four changes of one item, each with each family of faults. */
final class Enumerations {
    private static final long SOON = 3;
    private static final long LATER = 1_500;

    private Enumerations() {}

    static List<Enumeration> all() {
        List<Enumeration> all = new ArrayList<>();
        for (String history : List.of("PPP", "PPD", "PDP", "PPPD", "PPDP", "PDPD")) {
            for (long after : List.of(SOON, LATER)) {
                all.addAll(families(history, after));
            }
        }
        for (String history : List.of("PD", "PPD", "PDP")) {
            all.add(Enumeration.of("overlapping " + history, steps(history, LATER), 2, OVERLAP, SLOW, SEND_REFUSED));
        }
        for (String history : List.of("B", "BP", "BD", "PB", "PBD")) {
            all.add(Enumeration.of(
                    "letters " + history,
                    steps(history, LATER),
                    2,
                    REPLAYED,
                    MOVED_BACK,
                    MENDED,
                    KILLED,
                    SEND_UNCONFIRMED));
        }
        return all;
    }

    private static List<Enumeration> families(String history, long after) {
        String name = " %s every %d ms".formatted(history, after);
        List<Step> steps = steps(history, after);
        return List.of(
                Enumeration.of("forwarding" + name, steps, 3, BATCH_CUT, CHECKPOINT_LOST, SEND_UNCONFIRMED),
                Enumeration.of(
                        "writing" + name, steps, 2, KILLED, ANSWER_LOST, APPLIED_LATE, ITEM_BUSY, TABLE_PUTS_OFF),
                Enumeration.of(
                        "acknowledging" + name,
                        steps,
                        3,
                        RECEIVE_LOST,
                        DELETE_REFUSED,
                        DELETE_UNCONFIRMED,
                        SOURCE_DELETES_PART,
                        HIDE_REFUSED,
                        ITEM_BUSY),
                Enumeration.of("order" + name, steps, 3, TIME_BACK, SHARD_SPLIT, APPLIED_LATE, BATCH_CUT));
    }

    private static List<Step> steps(String history, long after) {
        List<Step> steps = new ArrayList<>();
        history.chars().forEach(kind -> steps.add(new Step(after, "item", kind(kind))));
        return steps;
    }

    private static Step.Kind kind(int letter) {
        return switch (letter) {
            case 'P' -> Step.Kind.PUT;
            case 'B' -> Step.Kind.PUT_BAD;
            default -> Step.Kind.DELETE;
        };
    }
}
