package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tablemirror.index.IndexBody;
import tablemirror.refill.Run.Phase;
import tablemirror.refill.Run.State;
import tablemirror.refill.Segment.Count;

/**
 * What is done between the parts that are spread over segments: takes the lock, makes the index, judges what the
 * verification found, swaps. The state machine asks it again and again what comes next.
 *
 * <p>Promise: the live index is touched by nothing but the swap, which is one request, and swapped only when table and
 * new index were found equal. Every step may be done again: what it did is found done. One for each invocation.
 */
final class Refill {
    /** A fill verifies so often before it gives up, and mends before each time but the last. */
    static final int MOST_ROUNDS = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Journal journal;
    private final Stage stage;
    private final Executions executions;
    private final Bodies bodies;
    private final int segments;
    private final Duration settle;

    /** Where index bodies come from. */
    interface Bodies {
        /** The body that is asked for, or the default one. */
        IndexBody body(Input input) throws IOException;
    }

    /**
     * One that works with these.
     *
     * @param settle after which no indexer is at work that does not know of a new standby
     */
    Refill(Journal journal, Stage stage, Executions executions, Bodies bodies, int segments, Duration settle) {
        this.journal = journal;
        this.stage = stage;
        this.executions = executions;
        this.bodies = bodies;
        this.segments = segments;
        this.settle = settle;
    }

    /**
     * Checks the input and takes the lock.
     *
     * @throws Refused when the input is not understood, or another execution is at work
     */
    JsonNode begin(String execution, JsonNode input) throws IOException {
        Input asked = Input.read(input);
        if (asked.mode() == Input.Mode.FILL) {
            bodies.body(asked);
        }
        journal.prepare();
        Optional<Run> last = journal.run();
        if (last.isPresent() && last.get().isRunning()) {
            if (last.get().execution().equals(execution)) {
                stopWorkers();
                return JSON.createObjectNode();
            }
            if (executions.isRunning(last.get().execution())) {
                throw new Refused("execution %s is at work (%s): wait for its end, or stop it"
                        .formatted(last.get().execution(), last.get().mode().text()));
            }
        }
        String leftover = last.map(Run::leavesBehind).orElse(null);
        int lastNumber = last.map(Run::lastNumber).orElse(0);
        journal.save(Run.begun(execution, input, segments, leftover, lastNumber, journal.now()));
        stopWorkers();
        return JSON.createObjectNode();
    }

    /** Whoever is still at work in a segment gets no further than its next note, which somebody else has written since. */
    private void stopWorkers() throws IOException {
        for (int i = 0; i < Segment.MOST; i++) {
            Optional<Segment> segment = journal.segment(i);
            if (segment.isPresent()) {
                journal.save(segment.get());
            }
        }
    }

    /** Does what is due and answers what comes next. */
    JsonNode proceed(String execution) throws IOException {
        Run run = journal.run(execution);
        if (!run.isRunning()) {
            return end(run);
        }
        return switch (run.phase()) {
            case BEGUN -> start(run, Input.read(run.input()));
            case CREATE -> create(run);
            case SETTLE -> settled(run);
            case FILL, VERIFY, VERIFY_LIVE -> worked(run);
            case SWAP -> swap(run);
        };
    }

    /** Nobody who asks again, because the answer was lost, gets past the wait. */
    private JsonNode settled(Run run) throws IOException {
        Duration left = settle.minus(journal.since(run.phaseAt()));
        // A clock that is behind makes the wait longer, but never much: the next to ask may have a better one.
        Duration wait = left.compareTo(settle) < 0 ? left : settle;
        return wait.isPositive()
                ? next("wait").put("waitSeconds", wait.plusMillis(999).toSeconds())
                : work(run.in(Phase.FILL, 0, journal.now()));
    }

    /** Nobody who asks again gets past the work: where it is not done in every segment it is spread once more. */
    private JsonNode worked(Run run) throws IOException {
        Summary found = summary(run);
        if (!found.isDone(run)) {
            return spread(run);
        }
        return switch (run.phase()) {
            case FILL -> filled(run);
            case VERIFY -> verified(run, found);
            case VERIFY_LIVE -> verifiedLive(run, found);
            case BEGUN, CREATE, SETTLE, SWAP -> throw new IllegalStateException("no work of segments: " + run);
        };
    }

    private JsonNode start(Run run, Input input) throws IOException {
        return switch (input.mode()) {
            case FILL -> reserve(run);
            case VERIFY, REPAIR -> verify(run, input.standby());
            case ROLLBACK -> rollback(run);
            case FINISH -> finish(run, input.deleteIndex());
        };
    }

    /** Writes down the new index's name before there is such an index, so that whoever comes next knows whose it is. */
    private JsonNode reserve(Run run) throws IOException {
        Optional<String> live = stage.live();
        Optional<String> standby = stage.standby();
        // Where only the answer to the swap was lost, what was to be left over is live.
        Optional<String> leftover =
                Optional.ofNullable(run.leftover()).filter(index -> !live.equals(Optional.of(index)));
        if (standby.isPresent() && !standby.equals(leftover)) {
            throw new Refused(("index %s stands by since the last swap: finish that first ({\"mode\": \"finish\"}),"
                            + " then there is no way back to it")
                    .formatted(standby.get()));
        }
        // Never one that was given before: a request to delete that index may not be finished yet.
        int number = stage.nextNumber(run.lastNumber());
        if (leftover.isPresent()) {
            stage.discard(leftover.get());
        }
        return create(journal.save(run.withoutLeftover()
                .numbering(number)
                .of(live.orElse(null), stage.name(number))
                .in(Phase.CREATE, 0, journal.now())));
    }

    private JsonNode create(Run run) throws IOException {
        stage.create(index(run), bodies.body(Input.read(run.input())));
        // Before it is changed: done again, this would find its own setting.
        Run created = run.gcDeletes() == null
                ? journal.save(run.remembering(stage.gcDeletes(index(run)).orElse("")))
                : run;
        stage.rememberDeletes(index(run));
        if (run.live() == null) {
            // Nothing is acknowledged while there is no live index, so no indexer can miss the standby.
            return work(created.in(Phase.FILL, 0, journal.now()));
        }
        journal.save(created.in(Phase.SETTLE, 0, journal.now()));
        return next("wait").put("waitSeconds", settle.toSeconds());
    }

    private JsonNode filled(Run run) throws IOException {
        // The first index of all has no other to take the place of, and the queue stands still until it is live.
        return run.live() == null ? swap(run) : work(run.in(Phase.VERIFY, 1, journal.now()));
    }

    private JsonNode verified(Run run, Summary found) throws IOException {
        if (run.mode() != Input.Mode.FILL) {
            return done(run, found.report(run));
        }
        long differences = found.differences();
        if (differences <= Input.read(run.input()).maxDifferences()) {
            return swap(run);
        }
        if (run.round() < MOST_ROUNDS) {
            return work(run.in(Phase.VERIFY, run.round() + 1, journal.now()));
        }
        throw new Refused(
                ("index %s still differs from the table in %d documents after %d rounds (%d missing, %d stale, %d extra,"
                                + " %d foreign, %d lagging) and is not put live; some of them: %s. Lagging are those whose"
                                + " changes may still be in the queue: raise IndexRatePerSecond, or fill when fewer come")
                        .formatted(
                                run.index(),
                                differences,
                                run.round(),
                                found.count(Count.MISSING),
                                found.count(Count.STALE),
                                found.count(Count.EXTRA),
                                found.count(Count.FOREIGN),
                                found.count(Count.LAGGING),
                                found.samples()));
    }

    /** And then once more over all of it: what the standby missed between its verification and now. */
    private JsonNode swap(Run compared) throws IOException {
        // Afterwards nobody fills it any more.
        Run run = compared.phase() == Phase.SWAP
                ? compared
                : journal.save(compared.in(Phase.SWAP, compared.round(), journal.now()));
        Optional<String> gcDeletes = Optional.ofNullable(run.gcDeletes()).filter(time -> !time.isEmpty());
        stage.rememberDeletesAsBefore(index(run), gcDeletes);
        stage.swap(Optional.ofNullable(run.live()), index(run));
        return work(run.in(Phase.VERIFY_LIVE, 1, journal.now()));
    }

    /** What was too much to be mended at once is looked for again. */
    private JsonNode verifiedLive(Run run, Summary found) throws IOException {
        long unlisted = found.count(Count.UNLISTED);
        if (unlisted == 0 || found.differences() <= Input.read(run.input()).maxDifferences()) {
            return done(run, found.report(run));
        }
        if (run.round() < MOST_ROUNDS) {
            return work(run.in(Phase.VERIFY_LIVE, run.round() + 1, journal.now()));
        }
        throw new Refused(
                ("index %s is live, and after %d rounds of mending %d documents still differ from the table, some of them: %s."
                                + " See why (dead letters?), then run {\"mode\": \"repair\"}")
                        .formatted(run.index(), run.round(), unlisted, found.samples()));
    }

    private JsonNode verify(Run run, boolean standby) throws IOException {
        Optional<String> index = standby ? stage.standby() : stage.live();
        if (index.isEmpty()) {
            throw new Refused(
                    "there is no %s index: begin with {\"mode\": \"fill\"}".formatted(standby ? "standby" : "live"));
        }
        return work(run.of(run.live(), index.get()).in(Phase.VERIFY, 1, journal.now()));
    }

    private JsonNode rollback(Run run) throws IOException {
        if (run.live() == null) {
            Optional<String> live = stage.live();
            Optional<String> standby = stage.standby();
            if (live.isEmpty() || standby.isEmpty()) {
                throw new Refused("there is no index to go back to: live is %s, standby is %s"
                        .formatted(live.orElse("none"), standby.orElse("none")));
            }
            if (Optional.ofNullable(run.leftover()).equals(live)) {
                // Only the answer to its swap was lost.
                run = run.withoutLeftover();
            }
            if (Optional.ofNullable(run.leftover()).equals(standby)) {
                throw new Refused("index %s stands by because a fill failed, it is no index to go back to"
                        .formatted(standby.get()));
            }
            run = journal.save(run.of(live.get(), standby.get()));
        }
        stage.swap(Optional.ofNullable(run.live()), index(run));
        return done(run, told(run).put("standby", run.live()));
    }

    private JsonNode finish(Run begun, boolean delete) throws IOException {
        Run run = begun;
        if (run.index() == null) {
            String standby =
                    stage.standby().orElseThrow(() -> new Refused("no index stands by: there is nothing to finish"));
            // Written down first: done again, there may be no alias to find it by.
            run = journal.save(run.of(null, standby));
        }
        stage.finish(index(run), delete);
        Run finished = index(run).equals(run.leftover()) ? run.withoutLeftover() : run;
        return done(finished, told(run).put("deleted", delete));
    }

    private static ObjectNode told(Run run) {
        return JSON.createObjectNode().put("mode", run.mode().text()).put("index", run.index());
    }

    /** Spreads the work of this phase over the segments, where it begins anew. */
    private ObjectNode work(Run run) throws IOException {
        return spread(journal.save(run));
    }

    private static ObjectNode spread(Run run) {
        ObjectNode answer = next("segments");
        IntStream.range(0, run.segments()).forEach(answer.putArray("segments")::add);
        return answer;
    }

    private JsonNode done(Run run, JsonNode report) throws IOException {
        return end(journal.save(run.ended(State.DONE, report, journal.now())));
    }

    private static JsonNode end(Run done) {
        ObjectNode answer = next("end");
        answer.set("report", done.report());
        return answer;
    }

    private static ObjectNode next(String next) {
        return JSON.createObjectNode().put("next", next);
    }

    private static String index(Run run) {
        return Optional.ofNullable(run.index()).orElseThrow(() -> new IllegalStateException("no index: " + run));
    }

    /** What was done of the run's work in its present phase. */
    Summary summary(Run run) throws IOException {
        List<Segment> all = new ArrayList<>();
        for (int i = 0; i < run.segments(); i++) {
            journal.segment(i).filter(segment -> segment.isOf(run)).ifPresent(all::add);
        }
        return new Summary(all);
    }

    /** Ends a run that failed, and says what it leaves behind. */
    JsonNode abandon(String execution, JsonNode failure) throws IOException {
        Optional<Run> held = journal.run().filter(run -> run.execution().equals(execution));
        String cause = message(failure.path("Cause").asText());
        if (held.isPresent() && held.get().state() == State.FAILED) {
            // Asked again, because the answer was lost.
            cause = Optional.ofNullable(held.get().report())
                    .map(report -> report.path("failure").asText())
                    .orElse(cause);
        }
        if (held.isPresent() && held.get().isRunning()) {
            Run run = held.get();
            String why = summary(run).failure();
            cause = (why.isEmpty() ? cause : why) + leftBehind(run);
            journal.save(run.ended(State.FAILED, told(run).put("failure", cause), journal.now()));
        }
        return JSON.createObjectNode()
                .put("Error", failure.path("Error").asText())
                .put("Cause", cause);
    }

    private static String leftBehind(Run run) {
        if (run.mode() == Input.Mode.FINISH && run.index() != null) {
            return ". Index %s may have lost the standby's alias already: if it has, delete the index by hand"
                    .formatted(run.index());
        }
        boolean left = run.mode() == Input.Mode.FILL
                && run.index() != null
                && run.index().equals(run.leavesBehind());
        return left
                ? (". The live index is as it was. Index %s is left, and written as standby: fill again, which deletes it"
                                + " and begins anew, or remove it with {\"mode\": \"finish\", \"deleteIndex\": true}")
                        .formatted(run.index())
                : "";
    }

    /** Of a Lambda function's error, its own words. */
    private static String message(String cause) {
        try {
            JsonNode json = JSON.readTree(cause);
            return json.path("errorMessage").isTextual()
                    ? json.path("errorMessage").asText()
                    : cause;
        } catch (IOException e) {
            return cause;
        }
    }
}
