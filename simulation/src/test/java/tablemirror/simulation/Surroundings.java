package tablemirror.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What everything in a simulation has in common: its time, its choices, its trace. */
record Surroundings(Scheduler scheduler, Choices choices, Trace trace, Wire wire, Moments moments) {
    /** When the simulation begins, by AWS's clocks. */
    static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

    static Surroundings of(Choices choices, Trace trace) {
        Scheduler scheduler = new Scheduler(choices);
        return new Surroundings(scheduler, choices, trace, new Wire(scheduler, choices, trace), new Moments(scheduler));
    }

    Instant now() {
        return BEGIN.plusNanos(scheduler.nanoTime());
    }

    /** DynamoDB's time: many machines tell it, and not all of them the same. */
    Instant awsTime() {
        return happens(Fault.TIME_BACK) ? now().minus(Duration.ofSeconds(1)) : now();
    }

    /** A worker's own clock. */
    InstantSource workersClock() {
        Duration skew = happens(Fault.CLOCK_JUMP) ? Duration.ofMinutes(choices.oneOf(21) - 10L) : Duration.ZERO;
        return () -> now().plus(skew);
    }

    boolean happens(Fault fault) {
        return choices.happens(fault);
    }

    @SuppressWarnings("AnnotateFormatMethod") // As for Trace.
    void trace(String format, Object... parts) {
        trace.add(scheduler, format, parts);
    }
}
