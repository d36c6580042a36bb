package tablemirror.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    @Test
    void answersStandInTheOrderOfTheQuestions() {
        List<Integer> questions = IntStream.range(0, 100).boxed().toList();
        assertEquals(
                questions.stream().map(q -> q * 2).toList(),
                Parallel.map(questions, 8, Ticker.SYSTEM, question -> question * 2));
    }

    @Test
    void callsAreMadeSideBySideAndNoMoreThanAllowed() {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Parallel.map(List.of(1, 2, 3, 4, 5, 6), 3, Ticker.SYSTEM, question -> {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            three.countDown();
            awaitUninterruptibly(three);
            return under.decrementAndGet();
        });
        assertEquals(3, most.get());
    }

    @Test
    void aBugInACallIsNotSwallowed() {
        assertThrows(
                IllegalStateException.class,
                () -> Parallel.map(
                        List.of(0, 1),
                        2,
                        Ticker.SYSTEM,
                        question -> List.of("one").get(question)));
    }

    @Test
    void anErrorInACallIsThrownAsItIs() {
        assertThrows(
                StackOverflowError.class,
                () -> Parallel.map(List.of(0, 1), 2, Ticker.SYSTEM, question -> {
                    throw new StackOverflowError();
                }));
    }

    @Test
    void whereTimeIsDrivenByHandEveryCallIsMadeInTheCallersThread() {
        assertEquals(
                List.of(Thread.currentThread(), Thread.currentThread()),
                Parallel.map(List.of(0, 1), 2, new HandTicker(), question -> Thread.currentThread()));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
