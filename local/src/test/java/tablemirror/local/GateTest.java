package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();

    @Test
    void openGateLetsThrough() throws InterruptedException {
        assertEquals("in", gate.pass(() -> "in"));
    }

    @Test
    void closingTwiceAndOpeningOnceOpensIt() throws InterruptedException {
        gate.close();
        gate.close();
        gate.open();
        gate.open();

        assertEquals("in", gate.pass(() -> "in"));
    }

    @Test
    void closingIsNotStarvedByWorkThatNeverPauses() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(2);
        Runnable again = () -> {
            while (!Thread.currentThread().isInterrupted()) {
                pass(busy, new CountDownLatch(0));
            }
        };
        Thread one = Thread.ofPlatform().daemon().start(again);
        Thread other = Thread.ofPlatform().daemon().start(again);
        busy.await();

        gate.close();

        gate.open();
        one.interrupt();
        other.interrupt();
    }

    @Test
    void closingWaitsForWhatIsUnderWay() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Thread inside = Thread.ofVirtual().start(() -> pass(entered, leave));
        entered.await();

        Thread closing = Thread.ofVirtual().start(() -> {
            gate.close();
            closed.complete(true);
        });
        assertFalse(closed.isDone());
        leave.countDown();

        closed.join();
        inside.join();
        closing.join();
    }

    private void pass(CountDownLatch entered, CountDownLatch leave) {
        try {
            gate.pass(() -> {
                entered.countDown();
                leave.await();
                return "out";
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
