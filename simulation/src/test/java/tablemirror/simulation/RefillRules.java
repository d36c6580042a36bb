package tablemirror.simulation;

import java.util.List;

/** What keeps a refill from harming the index, and from overlooking what differs, each broken once. */
final class RefillRules {
    private static final String REFILL = "tablemirror.refill.";

    private RefillRules() {}

    static List<Mutation> broken() {
        return List.of(
                Mutation.of(
                        "the standby is not written",
                        "lib/index",
                        "tablemirror.index.DoubleWriter",
                        "if (!hasStandby()) {",
                        "if (!hasStandby() || !operations.isEmpty()) {"),
                Mutation.of(
                        "what met one index twice while the two changed places counts as written",
                        "lib/index",
                        "tablemirror.index.DoubleWriter",
                        "if (!index.isEmpty() && index.equals(toStandby.indices().get(i)))",
                        "if (index.equals(\"none\"))"),
                Mutation.of(
                        "the new live index is not compared once more",
                        "refill",
                        REFILL + "Refill",
                        "return work(run.in(Phase.VERIFY_LIVE, 1, journal.now()));",
                        "return done(run, summary(run).report(run));"),
                Mutation.of(
                        "the new index is put live without being compared",
                        "refill",
                        REFILL + "Refill",
                        "return run.live() == null ? swap(run) :",
                        "return run.live() == null || run.round() == 0 ? swap(run) :"),
                Mutation.of(
                        "work that is not done in every segment is passed over",
                        "refill",
                        REFILL + "Refill",
                        "if (!found.isDone(run))",
                        "if (found.count(Count.ITEMS) < 0)"),
                Mutation.of(
                                "the name of an index that was deleted is given again",
                                "refill",
                                REFILL + "Refill",
                                "stage.nextNumber(run.lastNumber())",
                                "stage.nextNumber(0)")
                        .onlyFails(REFILL + "LostAnswerTest"),
                Mutation.of(
                        "what was done in one phase counts as done in the next",
                        "refill",
                        REFILL + "Run",
                        "formatted(execution, startedAt, phase, round)",
                        "formatted(execution, startedAt, state, 0)"),
                Mutation.of(
                        "what was scanned is written with the worker's second",
                        "refill",
                        REFILL + "Filling",
                        "ANY.reread(page.answeredAt())",
                        "ANY.reread(clock.instant())"),
                Mutation.of(
                        "what was scanned is written with its second, without the margin",
                        "refill",
                        REFILL + "Filling",
                        "ANY.reread(page.answeredAt())",
                        "Version.ofChange(page.answeredAt(), \"0\")"),
                Mutation.of(
                        "what differs at the second look is drift",
                        "refill",
                        REFILL + "Candidate",
                        "if (same && noBacklog && looks + 1 >= LEAST_LOOKS && age >= TRAVEL.toSeconds())",
                        "if (same)"),
                Mutation.of(
                        "a repair deletes however much",
                        "refill",
                        REFILL + "Mending",
                        "boolean tooMany = !allowDeletes &&",
                        "boolean tooMany = false && !allowDeletes &&"),
                Mutation.of(
                        "the new index takes the alias and the old one loses it in two requests",
                        "refill",
                        REFILL + "Stage",
                        "administration.move(moves, deadline);",
                        """
                        for (Move each : moves) {
                            administration.move(List.of(each), deadline);
                        }
                        """));
    }
}
