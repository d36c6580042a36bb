package tablemirror.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tablemirror.queue.Outgoing;
import tablemirror.simulation.StateMachine.Ended;

/**
 * What a refill must do when nothing goes wrong any more, after all that did: find and mend exactly what was spoilt, accuse
 * nothing else, and lead to a new index and back, both equal to the table though it changes all the while.
 */
final class Aftermath {
    private static final int CHANGES = 12;
    private static final int SLOWEST_MILLIS = 1_500;
    /** Longer than between two looks, and less than a change may travel. */
    private static final Duration LAG = Duration.ofSeconds(15);

    private static final String GHOST = "ghost";

    private final Surroundings around;
    private final SimulatedTable table;
    private final SimulatedIndex index;
    private final SimulatedQueue changes;
    private final Operator operator;
    private final Writers writers;
    private final Runnable quiet;

    /** What is looked at. {@code quiet} waits until nothing moves any more. */
    Aftermath(
            Surroundings around,
            SimulatedTable table,
            SimulatedIndex index,
            SimulatedQueue changes,
            Operator operator,
            Writers writers,
            Runnable quiet) {
        this.around = around;
        this.table = table;
        this.index = index;
        this.changes = changes;
        this.operator = operator;
        this.writers = writers;
        this.quiet = quiet;
    }

    void check(Refilling refilling) {
        aVerificationAmongChangesAccusesNothing();
        whatIsSpoiltAndNothingElseIsFoundAndMended();
        theNewIndexAndTheWayBackAreRight(refilling.bursts());
        anEmptyTableEmptiesNothing();
    }

    private void aVerificationAmongChangesAccusesNothing() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            Step.Kind kind = around.choices().oneOf(2) == 0 ? Step.Kind.PUT : Step.Kind.DELETE;
            steps.add(new Step(
                    around.choices().between(0, SLOWEST_MILLIS),
                    "item" + around.choices().oneOf(2),
                    kind));
        }
        table.lag(LAG);
        writers.now(steps);
        expect(operator.succeed(Refilling.VERIFY), "differences", 0);
        table.lag(Duration.ZERO);
        quiet.run();
        Ended atRest = operator.succeed(Refilling.VERIFY);
        expect(atRest, "differences", 0);
        expect(atRest, "items", table.items().size());
        expect(atRest, "documents", table.items().size());
    }

    private void whatIsSpoiltAndNothingElseIsFoundAndMended() {
        writers.now(List.of(new Step(0, "item0", Step.Kind.PUT), new Step(0, "item1", Step.Kind.PUT)));
        quiet.run();
        String live = live();
        index.spoil(live, "item0", Optional.empty());
        index.spoil(live, "item1", Optional.of("{\"id\":\"item1\",\"n\":0}"));
        index.spoil(live, GHOST, Optional.of("{\"id\":\"%s\",\"n\":0}".formatted(GHOST)));
        Ended verified = operator.succeed(Refilling.VERIFY);
        expect(verified, "missing", 1);
        expect(verified, "stale", 1);
        expect(verified, "extra", 1);
        int sends = changes.queue().sends.size();
        expect(operator.succeed(Refilling.REPAIR + ", \"allowDeletes\": true"), "repaired", 3);
        Set<String> sent = new HashSet<>();
        changes.queue().sends.stream()
                .skip(sends)
                .flatMap(List::stream)
                .map(Outgoing::group)
                .forEach(sent::add);
        if (!sent.equals(Set.of("item0", "item1", GHOST))) {
            throw new Broken("refill", "", "a repair sends " + sent);
        }
        quiet.run();
        compare(live);
    }

    private void theNewIndexAndTheWayBackAreRight(Map<Moment, List<Step>> bursts) {
        if (index.behind(SimulatedIndex.STANDBY).isPresent()) {
            operator.succeed(Refilling.FINISH);
        }
        writers.at(bursts);
        expect(operator.succeed(Refilling.FILL), "differences", 0);
        quiet.run();
        compareBoth();
        writers.at(Map.of(Moment.SWAP, bursts.getOrDefault(Moment.SWAP, List.of())));
        operator.succeed(Refilling.ROLLBACK);
        quiet.run();
        compareBoth();
    }

    private void anEmptyTableEmptiesNothing() {
        table.emptied(true);
        int sends = changes.queue().sends.size();
        expect(
                operator.succeed(Refilling.REPAIR),
                "deletesRefused",
                index.documents(live()).size());
        if (changes.queue().sends.size() > sends) {
            throw new Broken("refill", "", "against an empty table something is repaired");
        }
        table.emptied(false);
    }

    private void compareBoth() {
        compare(live());
        compare(index.behind(SimulatedIndex.STANDBY).orElseThrow());
    }

    private void compare(String name) {
        Oracle.compare(table.items(), index.documents(name), Set.of());
    }

    private String live() {
        return index.behind(SimulatedIndex.ALIAS).orElseThrow();
    }

    private static void expect(Ended ended, String what, int count) {
        if (ended.count(what) != count) {
            throw new Broken("refill", "", "%s are not %d: %s".formatted(what, count, ended.report()));
        }
    }
}
