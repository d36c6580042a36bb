package tablemirror.function;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Calls that mostly wait, made side by side. All of them are awaited: nothing may go on after its invocation. */
public final class Parallel {
    private Parallel() {}

    /** The answers in the order of the questions, with at most so many calls under way at a time. */
    public static <A, B> List<B> map(List<A> questions, int atATime, Ticker ticker, Function<A, B> call) {
        if (questions.size() == 1) {
            return List.of(call.apply(questions.getFirst()));
        }
        Semaphore places = new Semaphore(atATime);
        List<Future<B>> answers = new ArrayList<>();
        try (ExecutorService threads = ticker.threads()) {
            for (A question : questions) {
                places.acquireUninterruptibly();
                answers.add(threads.submit(() -> {
                    try {
                        return call.apply(question);
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        return answers.stream().map(Parallel::answer).toList();
    }

    /** Closing the executor has awaited it. */
    private static <B> B answer(Future<B> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a call failed by a bug", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted at an answer that is there", e);
        }
    }
}
