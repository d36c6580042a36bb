package tablemirror.producer;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tablemirror.change.KeySchema;
import tablemirror.function.Deadline;
import tablemirror.queue.Queue;
import tablemirror.queue.Sender;

/** A producer, wired as {@link ProducerHandler} does it, but over a queue that a simulation brings. */
public final class SimulatedProducer {
    private final StreamRecords records;
    private final Producer producer;

    public SimulatedProducer(String table, KeySchema keys, Queue queue, RandomGenerator random) {
        records = new StreamRecords(table, keys);
        producer = new Producer(new Sender(queue, random));
    }

    /** One invocation: returns the sequence number from which the stream must come again, if it must. */
    public Optional<String> forward(DynamodbEvent event, String invocationId, Deadline deadline) {
        return producer.forward(records.changes(event), invocationId, deadline).retryFrom();
    }
}
