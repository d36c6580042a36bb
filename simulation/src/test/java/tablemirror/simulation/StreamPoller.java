package tablemirror.simulation;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tablemirror.function.Deadline;
import tablemirror.producer.SimulatedProducer;
import tablemirror.simulation.SimulatedStream.Lane;

/**
 * Lambda's event source between a lane of the stream and the producer: one batch at a time, the next only when this one is
 * forwarded; what failed is retried from where the answer says, or halved when there was none.
 */
final class StreamPoller {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RESERVE = Duration.ofSeconds(2);
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final int[] LATE_RETRY_SECONDS = {61, 65, 301};

    private final Surroundings around;
    private final Lane lane;
    private final int batchSize;
    private final SimulatedProducer producer;
    private int invocations;
    private int most;
    private boolean overlapped;

    StreamPoller(Surroundings around, Lane lane, int batchSize, SimulatedProducer producer) {
        this.around = around;
        this.lane = lane;
        this.batchSize = batchSize;
        this.producer = producer;
        this.most = batchSize;
    }

    void run() {
        while (true) {
            if (lane.isForwarded()) {
                around.scheduler().await(lane.arrivals, FOR_EVER);
            } else {
                Duration poll = Duration.ofMillis(around.choices().between(20, 300));
                around.scheduler().sleep(poll.plus(lane.untilNext(around.now())));
                forward();
            }
        }
    }

    private void forward() {
        List<DynamodbStreamRecord> batch = lane.next(most);
        if (batch.size() > 1 && around.happens(Fault.BATCH_CUT)) {
            batch = batch.subList(0, 1 + around.choices().oneOf(batch.size() - 1));
        }
        Optional<Optional<String>> answer = invoke(batch);
        if (answer.isEmpty()) {
            // Another poller knows nothing of what the first had in hand.
            most = overlapped ? batchSize : Math.max(1, batch.size() / 2);
            waitBeforeRetry();
        } else if (answer.get().isPresent()) {
            lane.forwarded += position(batch, answer.get().get());
            waitBeforeRetry();
        } else if (around.happens(Fault.CHECKPOINT_LOST)) {
            around.trace("the same batch once more");
            waitBeforeRetry();
        } else {
            lane.forwarded += batch.size();
            most = batchSize;
        }
    }

    private static int position(List<DynamodbStreamRecord> batch, String sequenceNumber) {
        return batch.stream()
                .map(record -> record.getDynamodb().getSequenceNumber())
                .toList()
                .indexOf(sequenceNumber);
    }

    private void waitBeforeRetry() {
        boolean late = around.happens(Fault.LATE_RETRY);
        around.scheduler()
                .sleep(
                        late
                                ? Duration.ofSeconds(
                                        LATE_RETRY_SECONDS[around.choices().oneOf(LATE_RETRY_SECONDS.length)])
                                : Duration.ofMillis(around.choices().between(100, 2_000)));
    }

    /** The producer's answer, or nothing when it died or was given up. */
    private Optional<Optional<String>> invoke(List<DynamodbStreamRecord> batch) {
        List<Optional<String>> answers = new ArrayList<>();
        String id = "invocation" + invocations++;
        DynamodbEvent event = new DynamodbEvent();
        event.setRecords(batch);
        Actor invocation = around.scheduler().start("producer", () -> {
            Deadline deadline = Deadline.in(TIMEOUT.minus(RESERVE), around.scheduler());
            around.trace("%s begins with %d records", id, batch.size());
            answers.add(producer.forward(event, id, deadline));
            around.trace("%s ends: %s", id, answers);
        });
        invocation.endingAt(around.scheduler().nanoTime() + TIMEOUT.toNanos());
        overlapped = around.happens(Fault.OVERLAP);
        around.scheduler()
                .await(
                        invocation.ended,
                        overlapped ? Duration.ofMillis(around.choices().between(1, 30_000)) : FOR_EVER);
        return answers.stream().findFirst();
    }
}
