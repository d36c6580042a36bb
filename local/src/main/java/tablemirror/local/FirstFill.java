package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import tablemirror.states.Outcome;

/** Makes the first index as one does on AWS: an execution of the refill's state machine. */
final class FirstFill {
    private static final String MACHINE = "RefillMachine";

    private final LocalApplication application;

    FirstFill(LocalApplication application) {
        this.application = application;
    }

    /** Returns when there is a live index; where there is one already, at once. */
    void runIfMissing() throws InterruptedException {
        if (!application.index().exists()) {
            LocalExecution execution = start();
            execution.await();
            switch (execution.outcome().orElseThrow(() -> new IllegalStateException("the first fill was stopped"))) {
                case Outcome.Succeeded succeeded -> {}
                case Outcome.Failed failed ->
                    throw new IllegalStateException(
                            "the first fill failed: %s: %s".formatted(failed.error(), failed.cause()));
                case Outcome.TimedOut timedOut -> throw new IllegalStateException("the first fill timed out");
            }
        }
    }

    private LocalExecution start() {
        StateMachines machines = application.stateMachines();
        try {
            return machines.start(machines.get(MACHINE), "first-fill", "{\"mode\": \"fill\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
