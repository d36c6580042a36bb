package tablemirror.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A stretch of work of so many documents: how long it took, and what processor time this process needed for it. */
record Phase(int documents, long nanos, long cpuNanos) {

    /** Measures the work of these threads together; it ends when all have. */
    static Phase measure(int documents, List<Runnable> workers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        long from = System.nanoTime();
        long cpuFrom = Cpu.nanos();
        for (Runnable worker : workers) {
            Thread thread = new Thread(worker);
            thread.setUncaughtExceptionHandler((which, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a worker failed", failures.getFirst());
        }
        return new Phase(documents, System.nanoTime() - from, Cpu.nanos() - cpuFrom);
    }

    /** All of these as one. */
    static Phase sum(List<Phase> phases) {
        return new Phase(
                phases.stream().mapToInt(Phase::documents).sum(),
                phases.stream().mapToLong(Phase::nanos).sum(),
                phases.stream().mapToLong(Phase::cpuNanos).sum());
    }

    double documentsPerSecond() {
        return documents * 1e9 / nanos;
    }

    double cpuSecondsPer10000() {
        return cpuNanos / 1e9 / documents * 10_000;
    }

    /** The same work done twice in turns, and which comes first changing: the first is ours, the second the ceiling. */
    record Pair(Phase ours, Phase ceiling) {
        double ratio() {
            return ours.documentsPerSecond() / ceiling.documentsPerSecond();
        }
    }

    /** One of the two, for the round of this number. */
    interface Work {
        Phase run(int round) throws InterruptedException;
    }

    static Pair alternate(int warmUps, int rounds, Work ours, Work ceiling) throws InterruptedException {
        List<Phase> allOurs = new ArrayList<>();
        List<Phase> allCeiling = new ArrayList<>();
        for (int round = 0; round < warmUps + rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            Phase first = (oursFirst ? ours : ceiling).run(round);
            Phase second = (oursFirst ? ceiling : ours).run(round);
            if (round >= warmUps) {
                allOurs.add(oursFirst ? first : second);
                allCeiling.add(oursFirst ? second : first);
            }
        }
        return new Pair(sum(allOurs), sum(allCeiling));
    }

    static <T> List<T> times(int count, Supplier<T> make) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(make.get());
        }
        return all;
    }
}
