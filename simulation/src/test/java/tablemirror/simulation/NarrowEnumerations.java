package tablemirror.simulation;

import static tablemirror.simulation.Fault.*;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Small histories for one rule each, that go wrong by few faults but need their time, an outage or company. */
final class NarrowEnumerations {
    /** Each change is forwarded alone, and all of them within one second. */
    private static final long APART = 200;
    /** More than two workers are handed at once. */
    private static final int MANY = 22;

    private NarrowEnumerations() {}

    static List<Enumeration> all() {
        Scenario anew = Enumerations.forgetful("PDP", APART);
        return List.of(
                Enumeration.of(
                        "an outage of days",
                        Enumerations.forgetful("PD", APART).duringOutage(Scenario.LONG_OUTAGE),
                        1,
                        REPLAYED),
                Enumeration.of(
                        "given up by SQS",
                        Enumerations.forgetful("PD", 300_000)
                                .duringOutage(Duration.ofSeconds(700))
                                .givenUpAfter(3),
                        1,
                        REPLAYED),
                Enumeration.of("letters hardly sent", Enumerations.forgetful("B", APART), 1, SLOW),
                Enumeration.of(
                        "a letter back in the second before a change",
                        Enumerations.forgetful(".BOP", 700),
                        3,
                        MENDED,
                        MOVED_BACK,
                        TIME_BACK),
                Enumeration.of(
                        "made anew with a lower version while all waits",
                        anew.duringOutage(Duration.ofSeconds(30)),
                        2,
                        TIME_BACK,
                        SHARD_SPLIT,
                        SOURCE_DELETES_PART,
                        DELETE_REFUSED),
                Enumeration.of("made anew with a lower version and handed again", anew, 2, TIME_BACK, HANDED_AGAIN),
                Enumeration.of("wrong clocks", Enumerations.forgetful("PP", 400_000), 2, CLOCK_JUMP, DELETE_REFUSED),
                Enumeration.of("slow", Enumerations.forgetful("PD", 10_000), 2, SLOW),
                Enumeration.of("drained", behindMany().duringOutage(Duration.ofSeconds(30)), 2, DELETE_REFUSED));
    }

    /** The item's messages are left for whoever drains the queue. */
    private static Scenario behindMany() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            steps.add(new Step(APART, "other" + i, Step.Kind.PUT));
        }
        steps.addAll(Enumerations.steps("PD", APART));
        return Enumerations.forgetful(steps);
    }
}
