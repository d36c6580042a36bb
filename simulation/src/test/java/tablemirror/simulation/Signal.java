package tablemirror.simulation;

import java.util.ArrayList;
import java.util.List;

/** What processes wait for: that something has arrived, or has ended. */
final class Signal {
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Actor process, long resumed) {}

    void add(Actor process) {
        waiting.add(new Waiting(process, process.resumed()));
    }

    /** Those that still wait; from now on nobody does. */
    List<Actor> takeAll() {
        List<Actor> processes = waiting.stream()
                .filter(each -> each.resumed == each.process.resumed())
                .map(Waiting::process)
                .toList();
        waiting.clear();
        return processes;
    }
}
