package tablemirror.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Ticker;

/**
 * Simulated time. Processes run one at a time, each until it waits; then time jumps to whoever is due next, in the order
 * in which they began to wait. So a run repeats exactly, whatever the machine does.
 */
final class Scheduler implements Ticker {
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
    private final List<Actor> processes = new ArrayList<>();
    private final Semaphore finished = new Semaphore(0);
    private final Choices choices;
    private long nowNanos;
    private long order;
    private boolean stopping;
    private @Nullable Actor current;
    private @Nullable Throwable failure;

    private record Wake(long atNanos, long order, Actor process, long resumed) implements Comparable<Wake> {
        @Override
        public int compareTo(Wake other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(order, other.order);
        }
    }

    Scheduler(Choices choices) {
        this.choices = choices;
    }

    /** Runs this and whatever it starts, until it ends or something fails; then everything else is killed. */
    void run(Runnable director) {
        start("director", () -> {
            director.run();
            stopping = true;
        });
        passOn();
        finished.acquireUninterruptibly();
        stopping = true;
        for (Actor process : List.copyOf(processes)) {
            process.kill();
            current = process;
            process.giveBaton();
            finished.acquireUninterruptibly();
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** A process that begins now. */
    Actor start(String name, Runnable body) {
        Actor process = new Actor(name);
        processes.add(process);
        wakes.add(new Wake(nowNanos, order++, process, 0));
        Thread.ofVirtual().name(name).start(() -> live(process, body));
        return process;
    }

    private void live(Actor process, Runnable body) {
        process.takeBaton();
        try {
            if (!process.isKilled()) {
                body.run();
            }
        } catch (Killed e) {
            process.kill();
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
            stopping = true;
        }
        process.over();
        processes.remove(process);
        fire(process.ended);
        passOn();
    }

    /** Gives the baton to whoever is due next. */
    private void passOn() {
        Wake next = stopping ? null : next();
        if (next == null) {
            finished.release();
        } else {
            nowNanos = next.atNanos;
            current = next.process;
            next.process.giveBaton();
        }
    }

    private @Nullable Wake next() {
        Wake wake = wakes.poll();
        while (wake != null && (wake.process.isOver() || wake.resumed != wake.process.resumed())) {
            wake = wakes.poll();
        }
        return wake;
    }

    private void waitUntil(long atNanos) {
        Actor process = process();
        if (!process.isKilled()) {
            wakes.add(new Wake(Math.min(atNanos, process.endNanos()), order++, process, process.resumed()));
            Wake next = stopping ? null : next();
            if (next != null && next.process == process) {
                nowNanos = next.atNanos;
                process.keepBaton();
            } else {
                if (next != null) {
                    wakes.add(next);
                }
                passOn();
                process.takeBaton();
            }
        }
        if (nowNanos >= process.endNanos()) {
            process.kill();
        }
        if (process.isKilled()) {
            throw new Killed();
        }
    }

    Actor process() {
        if (current == null) {
            throw new IllegalStateException("called from outside of the simulation");
        }
        return current;
    }

    /** Kills the process that is running. */
    Killed kill() {
        process().kill();
        return new Killed();
    }

    /** Waits for the signal, but no longer than this. */
    void await(Signal signal, Duration most) {
        signal.add(process());
        sleep(most);
    }

    /** Wakes whoever waits for it. */
    void fire(Signal signal) {
        for (Actor process : signal.takeAll()) {
            wakes.add(new Wake(nowNanos, order++, process, process.resumed()));
        }
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void sleep(Duration wait) {
        if (wait.isPositive()) {
            waitUntil(nowNanos + wait.toNanos());
        } else if (process().isKilled()) {
            throw new Killed();
        }
    }

    @Override
    public ExecutorService threads() {
        return new SideBySide(choices);
    }
}
