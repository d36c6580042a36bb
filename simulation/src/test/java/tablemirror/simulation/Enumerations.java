package tablemirror.simulation;

import static tablemirror.simulation.Fault.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The small histories: up to four changes of one item, each with each family of faults; first the narrow ones. */
final class Enumerations {
    private static final int STREAM_BATCH = 4;
    private static final long SOON = 3;
    private static final long LATER = 1_500;
    /** A page's second item is written a second after it was read, and an exchange of aliases takes as long. */
    private static final long A_SECOND = 1_000;

    private static final long EARLIEST = 960;

    private Enumerations() {}

    static List<Enumeration> all() {
        List<Enumeration> all = new ArrayList<>(NarrowEnumerations.all());
        for (String history : List.of("PPP", "PPD", "PDP", "PPPD", "PPDP", "PDPD")) {
            for (long after : List.of(SOON, LATER)) {
                all.addAll(families(history, after));
            }
        }
        for (String history : List.of("PD", "PPD", "PDP")) {
            Scenario remembering = Scenario.of(steps(history, LATER), STREAM_BATCH, Tombstones.GC_DELETES);
            all.add(Enumeration.of("overlapping " + history, remembering, 2, OVERLAP, SLOW, SEND_REFUSED));
        }
        all.add(Enumeration.of(
                "overlapping PDE every 100 ms",
                Scenario.of(steps("PDE", 100), STREAM_BATCH, Tombstones.GC_DELETES),
                2,
                OVERLAP,
                SLOW));
        for (String history : List.of("B", "BP", "BD", "PB", "PBD", "B..", "BD.")) {
            all.add(Enumeration.of(
                    "letters " + history,
                    forgetful(history, LATER),
                    2,
                    REPLAYED,
                    MOVED_BACK,
                    MENDED,
                    KILLED,
                    SEND_UNCONFIRMED));
        }
        all.addAll(refills());
        return all;
    }

    /** A change's bulks at every moment around that of the scan, with deletes forgotten or not, and around the swap. */
    private static List<Enumeration> refills() {
        List<Step> before = List.of(new Step(0, "item0", Step.Kind.PUT), new Step(0, "item2", Step.Kind.PUT));
        List<Enumeration> all = new ArrayList<>();
        Map<Moment, List<Step>> earlier = Map.of(Moment.SCAN, List.of(step('E', "item2", SOON)));
        all.add(Enumeration.undisturbed(
                "refill: scan, E at once",
                Scenario.of(before, STREAM_BATCH, Tombstones.GC_DELETES)
                        .with(new Refilling(false, 2, List.of(Refilling.FILL), earlier, true))));
        Map<Moment, List<Step>> meanwhile = Map.of(Moment.SCAN, List.of(step('P', "item2", SOON)));
        all.add(Enumeration.of(
                "refill: scan by a wrong clock",
                Scenario.of(before, STREAM_BATCH, Tombstones.GC_DELETES)
                        .with(new Refilling(false, 2, List.of(Refilling.FILL), meanwhile, true)),
                1,
                CLOCK_JUMP));
        for (String history : List.of("P", "D", "DP", "PD")) {
            for (long millis = EARLIEST; millis <= A_SECOND; millis++) {
                List<Step> steps = new ArrayList<>();
                steps.add(step(history.charAt(0), "item2", millis));
                history.substring(1).chars().forEach(letter -> steps.add(step(letter, "item2", SOON)));
                String name = " %s after %d ms".formatted(history, millis);
                for (Duration forgetsAfter : List.of(Duration.ZERO, Tombstones.GC_DELETES)) {
                    Refilling fill = new Refilling(false, 2, List.of(Refilling.FILL), Map.of(Moment.SCAN, steps), true);
                    all.add(Enumeration.undisturbed(
                            "refill: scan,%s, deletes kept for %s".formatted(name, forgetsAfter),
                            Scenario.of(before, STREAM_BATCH, forgetsAfter).with(fill)));
                }
                Refilling thereAndBack = new Refilling(
                        false, 1_000, List.of(Refilling.FILL, Refilling.ROLLBACK), Map.of(Moment.SWAP, steps), true);
                all.add(Enumeration.undisturbed(
                        "refill: swap," + name,
                        Scenario.of(before, STREAM_BATCH, Tombstones.GC_DELETES).with(thereAndBack)));
            }
        }
        return all;
    }

    private static List<Enumeration> families(String history, long after) {
        String name = " %s every %d ms".formatted(history, after);
        Scenario scenario = forgetful(history, after);
        return List.of(
                Enumeration.of("forwarding" + name, scenario, 3, BATCH_CUT, CHECKPOINT_LOST, SEND_UNCONFIRMED),
                Enumeration.of(
                        "writing" + name, scenario, 2, KILLED, ANSWER_LOST, APPLIED_LATE, ITEM_BUSY, TABLE_PUTS_OFF),
                Enumeration.of(
                        "acknowledging" + name,
                        scenario,
                        3,
                        RECEIVE_LOST,
                        DELETE_REFUSED,
                        DELETE_UNCONFIRMED,
                        SOURCE_DELETES_PART,
                        HIDE_REFUSED,
                        ITEM_BUSY),
                Enumeration.of("order" + name, scenario, 3, TIME_BACK, SHARD_SPLIT, APPLIED_LATE, BATCH_CUT));
    }

    /** OpenSearch forgets every delete at once, which is the worst it can do. */
    static Scenario forgetful(String history, long after) {
        return forgetful(steps(history, after));
    }

    static Scenario forgetful(List<Step> steps) {
        return Scenario.of(steps, STREAM_BATCH, Duration.ZERO);
    }

    /** P puts the item, B puts what is refused, D deletes it; E puts it while time is a second back. O puts another item, and at a point nothing happens. */
    static List<Step> steps(String history, long after) {
        return history.chars().mapToObj(letter -> step(letter, "item", after)).toList();
    }

    private static Step step(int letter, String item, long after) {
        return switch (letter) {
            case 'P' -> new Step(after, item, Step.Kind.PUT);
            case 'B' -> new Step(after, item, Step.Kind.PUT_BAD);
            case 'D' -> new Step(after, item, Step.Kind.DELETE);
            case 'E' -> new Step(after, item, Step.Kind.PUT_EARLIER);
            case 'O' -> new Step(after, "other", Step.Kind.PUT);
            case '.' -> new Step(after, "nothing", Step.Kind.DELETE);
            default -> throw new IllegalArgumentException("%c: must be P, B, D, E, O or a point".formatted(letter));
        };
    }
}
