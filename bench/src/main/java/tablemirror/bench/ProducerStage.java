package tablemirror.bench;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;
import tablemirror.function.Ticker;
import tablemirror.producer.SimulatedProducer;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.SqsQueue;

/** The producer against a loop that only posts prepared SendMessageBatch bodies to the same queue, as many at a time. */
final class ProducerStage implements AutoCloseable {
    /** As the producer's own sender does. */
    private static final int AT_A_TIME = 16;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS.SendMessageBatch");

    private final URI address;
    private final SqsClient sqs;
    private final String queueUrl;
    private final SimulatedProducer producer;
    private final RawHttp raw = new RawHttp();

    ProducerStage(URI address) {
        this.address = address;
        this.sqs = Local.sqs(address);
        this.queueUrl = sqs.createQueue(
                        r -> r.queueName("bench.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl();
        this.producer = new SimulatedProducer(Work.TABLE, Work.KEYS, new SqsQueue(sqs, queueUrl), new Random());
    }

    Phase.Pair measure(int warmUps, int rounds, int records, int documentBytes) throws InterruptedException {
        return Phase.alternate(
                warmUps,
                rounds,
                round -> producer(round, records, documentBytes),
                round -> raw(round, records, documentBytes));
    }

    private Phase producer(int round, int records, int documentBytes) throws InterruptedException {
        String name = "p%d-%d".formatted(documentBytes, round);
        List<DynamodbEvent> events = new ArrayList<>();
        for (int first = 0; first < records; first += Work.STREAM_BATCH) {
            events.add(OwnCost.event(Work.event(name, first, Work.STREAM_BATCH, documentBytes)));
        }
        Phase phase = Phase.measure(
                records,
                List.of(() -> events.forEach(event -> {
                    if (producer.forward(event, name, Deadline.in(PATIENCE, Ticker.SYSTEM))
                            .isPresent()) {
                        throw new IllegalStateException("not all were sent");
                    }
                })));
        purge();
        return phase;
    }

    private Phase raw(int round, int records, int documentBytes) throws InterruptedException {
        List<Outgoing> messages = Work.messages("w%d-%d".formatted(documentBytes, round), records, documentBytes);
        List<byte[]> bodies = new ArrayList<>();
        for (int first = 0; first < records; first += Queue.MAX_ENTRIES) {
            bodies.add(body(messages.subList(first, first + Queue.MAX_ENTRIES)));
        }
        int together = Work.STREAM_BATCH / Queue.MAX_ENTRIES;
        Phase phase = Phase.measure(records, List.of(() -> {
            for (int first = 0; first < bodies.size(); first += together) {
                List<byte[]> slice = bodies.subList(first, Math.min(first + together, bodies.size()));
                Parallel.map(slice, AT_A_TIME, Ticker.SYSTEM, body -> raw.post(address, HEADERS, body));
            }
        }));
        purge();
        return phase;
    }

    private byte[] body(List<Outgoing> messages) {
        ObjectNode body = JSON.createObjectNode().put("QueueUrl", queueUrl);
        ArrayNode entries = body.putArray("Entries");
        for (Outgoing message : messages) {
            entries.addObject()
                    .put("Id", Integer.toString(entries.size()))
                    .put("MessageBody", message.body())
                    .put("MessageGroupId", message.group())
                    .put("MessageDeduplicationId", message.deduplicationId());
        }
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void purge() {
        sqs.purgeQueue(r -> r.queueUrl(queueUrl));
    }

    @Override
    public void close() {
        raw.close();
        sqs.close();
    }
}
