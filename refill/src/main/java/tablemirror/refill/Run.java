package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One execution's work as a whole: what was asked, how far it is, and which indices it is about. While it is running no
 * other execution may work. Kept in the journal; immutable.
 *
 * @param live the index behind the alias when it began; null when there was none
 * @param index the index that is filled, verified or repaired
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

    static Run begun(String execution, JsonNode input, int segments, String now) {
        return new Run(
                execution, State.RUNNING, input, Phase.BEGUN, 0, segments, null, null, null, now, now, null, null);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    Input.Mode mode() {
        return Input.read(input).mode();
    }

    Run of(@Nullable String liveIndex, String newIndex) {
        return new Run(
                execution, state, input, phase, round, segments, liveIndex, newIndex, gcDeletes, startedAt, phaseAt,
                endedAt, report);
    }

    Run in(Phase next, int nextRound, String now) {
        return new Run(
                execution, state, input, next, nextRound, segments, live, index, gcDeletes, startedAt, now, endedAt,
                report);
    }

    Run remembering(@Nullable String time) {
        return new Run(
                execution, state, input, phase, round, segments, live, index, time, startedAt, phaseAt, endedAt,
                report);
    }

    Run ended(State how, JsonNode told, String now) {
        return new Run(
                execution, how, input, phase, round, segments, live, index, gcDeletes, startedAt, phaseAt, now, told);
    }
}
