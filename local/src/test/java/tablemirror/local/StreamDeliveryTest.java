package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tablemirror.function.Backoff;
import tablemirror.function.Ticker;

/** Records are numbered 8, 9, 10, ...: in an order that text does not have. */
class StreamDeliveryTest {
    private static final int UNLIMITED = EventSourceSpec.Stream.UNLIMITED;
    private static final Duration MAXIMUM_AGE = Duration.ofMinutes(1);

    private final FakeFunction function = new FakeFunction();
    private final List<String> destination = new ArrayList<>();
    private final HandClock clock = new HandClock();

    @Test
    void successIsOneInvocation() throws InterruptedException {
        deliver(true, UNLIMITED, 8, 9);

        assertEquals(List.of(List.of("8", "9")), function.invocations);
        assertEquals(0, clock.sleeps);
    }

    @Test
    void reportedFailureIsRetriedFromTheLowestNumber() throws InterruptedException {
        function.thenFailing("10", "9");

        deliver(true, UNLIMITED, 8, 9, 10, 11);

        assertEquals(List.of(List.of("8", "9", "10", "11"), List.of("9", "10", "11")), function.invocations);
        assertEquals(0, clock.sleeps);
    }

    @Test
    void failureOfTheFirstRecordBacksOff() throws InterruptedException {
        function.thenFailing("8").thenFailing("8");

        deliver(true, UNLIMITED, 8, 9);

        assertEquals(List.of(List.of("8", "9"), List.of("8", "9"), List.of("8", "9")), function.invocations);
        assertEquals(2, clock.sleeps);
    }

    @Test
    void errorHalvesTheBatchInOrder() throws InterruptedException {
        function.then(FakeFunction.ERROR).then(FakeFunction.ERROR);

        deliver(true, UNLIMITED, 8, 9, 10, 11);

        assertEquals(
                List.of(
                        List.of("8", "9", "10", "11"),
                        List.of("8", "9"),
                        List.of("8"),
                        List.of("9"),
                        List.of("10", "11")),
                function.invocations);
    }

    @Test
    void withoutBisectingAnErrorRepeatsTheBatch() throws InterruptedException {
        function.then(FakeFunction.ERROR);

        deliver(false, UNLIMITED, 8, 9);

        assertEquals(List.of(List.of("8", "9"), List.of("8", "9")), function.invocations);
    }

    @Test
    void recordsAreKeptElsewhereWhenTheyAreTooOld() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            function.then(FakeFunction.ERROR);
        }

        deliver(false, UNLIMITED, 8, 9);

        assertEquals(List.of("RecordAgeExceeded 8", "RecordAgeExceeded 9"), destination);
        assertEquals(61, clock.seconds);
    }

    @Test
    void recordsAreKeptElsewhereAfterTheLastRetry() throws InterruptedException {
        function.then(FakeFunction.ERROR).then(FakeFunction.ERROR).then(FakeFunction.ERROR);

        deliver(true, 1, 8, 9);

        assertEquals(List.of(List.of("8", "9"), List.of("8"), List.of("8"), List.of("9")), function.invocations);
        assertEquals(List.of("RetryAttemptsExhausted 8"), destination);
    }

    private void deliver(boolean bisects, int retries, int... numbers) throws InterruptedException {
        List<PresentedRecord> records = new ArrayList<>();
        for (int number : numbers) {
            records.add(new PresentedRecord(
                    BigInteger.valueOf(number), 0, Integer.toString(number).getBytes(StandardCharsets.UTF_8)));
        }
        new StreamDelivery(
                        new EventSourceSpec.Stream("arn", 100, true, bisects, retries, MAXIMUM_AGE, ""),
                        function,
                        (given, condition, invocations) ->
                                given.forEach(record -> destination.add(condition + " " + record.sequenceNumber())),
                        () -> clock.seconds,
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        clock)
                .deliver(records);
    }

    /** Each wait takes a second. */
    private static final class HandClock implements Ticker {
        private long seconds;
        private int sleeps;

        @Override
        public long nanoTime() {
            return Duration.ofSeconds(seconds).toNanos();
        }

        @Override
        public void sleep(Duration wait) {
            seconds++;
            sleeps++;
        }
    }
}
