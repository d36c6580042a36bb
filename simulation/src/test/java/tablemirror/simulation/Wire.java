package tablemirror.simulation;

import java.time.Duration;
import tablemirror.function.Deadline;

/**
 * The way from a process to a service and back: it takes time, and whoever asks may die before the question arrives or
 * before the answer does. No call outlasts its deadline.
 */
final class Wire {
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private final Scheduler scheduler;
    private final Choices choices;
    private final Trace trace;

    Wire(Scheduler scheduler, Choices choices, Trace trace) {
        this.scheduler = scheduler;
        this.choices = choices;
        this.trace = trace;
    }

    /** The question on its way. False when it does not arrive before the deadline. */
    boolean arrives(String call, Deadline deadline) {
        travel(call, deadline);
        return !deadline.hasPassed();
    }

    /** The answer on its way. False when it does not arrive before the deadline. */
    boolean returns(String call, Deadline deadline) {
        travel(call, deadline);
        return !deadline.hasPassed();
    }

    /** A deadline for whoever has none. */
    Deadline patience() {
        return Deadline.in(UNLIMITED, scheduler);
    }

    private void travel(String call, Deadline deadline) {
        // Only an invocation has an end, and only an invocation can be killed.
        boolean mortal = scheduler.process().endNanos() != Long.MAX_VALUE;
        if (mortal && choices.happens(Fault.KILLED)) {
            trace.add(scheduler, "killed at %s", call);
            throw scheduler.kill();
        }
        boolean slow = choices.happens(Fault.SLOW);
        long millis = slow ? choices.between(1_000, 40_000) : choices.between(1, 15);
        if (slow) {
            trace.add(scheduler, "%s takes %d ms", call, millis);
        }
        Duration time = Duration.ofMillis(millis);
        scheduler.sleep(deadline.allows(time) ? time : deadline.remaining());
    }
}
