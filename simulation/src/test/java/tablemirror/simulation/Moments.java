package tablemirror.simulation;

import java.util.EnumMap;
import java.util.Map;

/** Wakes those that wait for a moment. */
final class Moments {
    private final Scheduler scheduler;
    private final Map<Moment, Signal> signals = new EnumMap<>(Moment.class);

    Moments(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    Signal of(Moment moment) {
        return signals.computeIfAbsent(moment, any -> new Signal());
    }

    void come(Moment moment) {
        scheduler.fire(of(moment));
    }
}
