package tablemirror.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Those who change the table at certain moments, each once. */
final class Writers {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Surroundings around;
    private final SimulatedTable table;
    private int busy;

    Writers(Surroundings around, SimulatedTable table) {
        this.around = around;
        this.table = table;
    }

    boolean isQuiet() {
        return busy == 0;
    }

    /** When the moments come for the first time from now on. */
    void at(Map<Moment, List<Step>> bursts) {
        bursts.forEach((moment, steps) -> around.scheduler().start("writer", () -> {
            around.scheduler().await(around.moments().of(moment), FOR_EVER);
            busy++;
            write(steps);
        }));
    }

    /** From now on. */
    void now(List<Step> steps) {
        busy++;
        around.scheduler().start("writer", () -> write(steps));
    }

    private void write(List<Step> steps) {
        for (Step step : steps) {
            around.scheduler().sleep(Duration.ofMillis(step.afterMillis()));
            table.apply(step);
        }
        busy--;
    }
}
