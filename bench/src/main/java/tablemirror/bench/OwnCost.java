package tablemirror.bench;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.producer.SimulatedProducer;
import tablemirror.queue.Outgoing;

/**
 * The functions' own processor time per document, calls to SQS and OpenSearch left out: a process of its own, so that
 * it can have the compiler that Lambda has. Arguments: {@code indexer|producer}, bytes of a document. Prints microseconds.
 */
public final class OwnCost {
    private static final int DOCUMENTS = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private OwnCost() {}

    /** One round over all documents; answers the processor nanoseconds that are the function's own. */
    private interface Round {
        long nanos();
    }

    public static void main(String[] arguments) {
        int documentBytes = Integer.parseInt(arguments[1]);
        Round round = arguments[0].equals("indexer") ? indexer(documentBytes) : producer(documentBytes);
        long from = System.nanoTime();
        while (System.nanoTime() - from < WARM_UP.toNanos()) {
            round.nanos();
        }
        long nanos = 0;
        for (int i = 0; i < ROUNDS; i++) {
            nanos += round.nanos();
        }
        System.out.println(nanos / 1e3 / ROUNDS / DOCUMENTS);
    }

    private static Round indexer(int documentBytes) {
        List<Outgoing> messages = Work.messages("own", DOCUMENTS, documentBytes);
        // Sent later than that, they would be doubted and read again.
        Instant sentAt = Instant.now();
        MemoryQueue queue = new MemoryQueue();
        AnsweringOpenSearch openSearch = new AnsweringOpenSearch(false);
        QueueWorker worker = new QueueWorker(queue, new MemoryQueue(), NoTable.INSTANCE, openSearch, 1_000_000);
        return () -> {
            messages.forEach(message -> queue.add(message, sentAt));
            long from = Cpu.nanos() - openSearch.ownNanos();
            while (!queue.isEmpty()) {
                worker.invoke();
            }
            return Cpu.nanos() - openSearch.ownNanos() - from;
        };
    }

    private static Round producer(int documentBytes) {
        List<DynamodbEvent> events = new ArrayList<>();
        for (int first = 0; first < DOCUMENTS; first += Work.STREAM_BATCH) {
            events.add(event(Work.event("own", first, Work.STREAM_BATCH, documentBytes)));
        }
        SimulatedProducer producer = new SimulatedProducer(Work.TABLE, Work.KEYS, new TakingQueue(), new Random());
        return () -> {
            long from = Cpu.nanos();
            for (DynamodbEvent event : events) {
                producer.forward(event, "invocation", Deadline.in(PATIENCE, Ticker.SYSTEM));
            }
            return Cpu.nanos() - from;
        };
    }

    static DynamodbEvent event(byte[] json) {
        return LambdaEventSerializers.serializerFor(DynamodbEvent.class, OwnCost.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
    }
}
