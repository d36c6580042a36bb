package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One execution's work as a whole: what was asked, how far it is, and which indices it is about. While it is running no
 * other execution may work. Kept in the journal; immutable.
 *
 * @param live the index behind the alias when it began; null when there was none
 * @param index the index that is filled, verified or repaired
 * @param leftover an index that a fill which failed has made, and nobody removed
 * @param lastNumber the highest number that this run, or one before it, gave to a new index
 * @param gcDeletes what the new index was told of remembering deletes, before the fill
 * @param round of verifying, from 1
 */
record Run(
        String execution,
        State state,
        JsonNode input,
        Phase phase,
        int round,
        int segments,
        @Nullable String live,
        @Nullable String index,
        @Nullable String leftover,
        int lastNumber,
        @Nullable String gcDeletes,
        String startedAt,
        String phaseAt,
        @Nullable String endedAt,
        @Nullable JsonNode report) {

    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** Where it is; those of segments are named after the work that is being done in them. */
    enum Phase {
        BEGUN,
        CREATE,
        SETTLE,
        FILL,
        VERIFY,
        SWAP,
        VERIFY_LIVE
    }

    static Run begun(
            String execution, JsonNode input, int segments, @Nullable String leftover, int lastNumber, String now) {
        return new Run(
                execution,
                State.RUNNING,
                input,
                Phase.BEGUN,
                0,
                segments,
                null,
                null,
                leftover,
                lastNumber,
                null,
                now,
                now,
                null,
                null);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    Input.Mode mode() {
        return Input.read(input).mode();
    }

    /** What is being done in the segments: no two works of all runs have the same name. */
    String work() {
        return "%s %s %s %d".formatted(execution, startedAt, phase, round);
    }

    /** The index that this run, or one before it, has made for nothing. */
    @Nullable
    String leavesBehind() {
        boolean made = mode() == Input.Mode.FILL && phase != Phase.BEGUN && phase != Phase.VERIFY_LIVE;
        return made && state != State.DONE ? index : leftover;
    }

    Run of(@Nullable String liveIndex, String newIndex) {
        return with(phase, round, liveIndex, newIndex, leftover, lastNumber, gcDeletes, phaseAt);
    }

    Run withoutLeftover() {
        return with(phase, round, live, index, null, lastNumber, gcDeletes, phaseAt);
    }

    /** Has given this number to a new index. */
    Run numbering(int number) {
        return with(phase, round, live, index, leftover, number, gcDeletes, phaseAt);
    }

    Run in(Phase next, int nextRound, String now) {
        return with(next, nextRound, live, index, leftover, lastNumber, gcDeletes, now);
    }

    Run remembering(String time) {
        return with(phase, round, live, index, leftover, lastNumber, time, phaseAt);
    }

    private Run with(
            Phase nextPhase,
            int nextRound,
            @Nullable String nextLive,
            @Nullable String nextIndex,
            @Nullable String nextLeftover,
            int nextNumber,
            @Nullable String nextGcDeletes,
            String nextPhaseAt) {
        return new Run(
                execution,
                state,
                input,
                nextPhase,
                nextRound,
                segments,
                nextLive,
                nextIndex,
                nextLeftover,
                nextNumber,
                nextGcDeletes,
                startedAt,
                nextPhaseAt,
                endedAt,
                report);
    }

    Run ended(State how, JsonNode told, String now) {
        return new Run(
                execution,
                how,
                input,
                phase,
                round,
                segments,
                live,
                index,
                leftover,
                lastNumber,
                gcDeletes,
                startedAt,
                phaseAt,
                now,
                told);
    }
}
