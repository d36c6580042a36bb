package tablemirror.producer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;
import tablemirror.change.Change;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.producer.Producer.Report;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;

/** The producer as Lambda calls it: one slice of a shard in, the sequence number to start again from out. */
public final class ProducerHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerHandler.class);
    /** For the answer and the log line, after the last attempt to send. */
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final StreamRecords records;
    private final Producer producer;
    private final LongFunction<Deadline> deadlines;

    /** Reads the environment and makes the clients. */
    public ProducerHandler() {
        this(ProducerSettings.from(System.getenv()));
    }

    private ProducerHandler(ProducerSettings settings) {
        this(
                new StreamRecords(settings.table().name(), settings.table().keys()),
                new Producer(new Sender(new SqsQueue(SqsQueue.client(), settings.queueUrl()), new Random())),
                millis -> Deadline.in(Duration.ofMillis(millis), Ticker.SYSTEM));
    }

    ProducerHandler(StreamRecords records, Producer producer, LongFunction<Deadline> deadlines) {
        this.records = records;
        this.producer = producer;
        this.deadlines = deadlines;
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            try {
                Deadline deadline =
                        deadlines.apply(context.getRemainingTimeInMillis()).sooner(RESERVE);
                List<Change> changes = records.changes(event);
                Report report = producer.forward(changes, context.getAwsRequestId(), deadline);
                log(report);
                return response(report);
            } catch (RuntimeException e) {
                LOG.error("nothing of this batch is acknowledged: {}", e.getMessage(), e);
                throw e;
            }
        });
    }

    private static StreamsEventResponse response(Report report) {
        return StreamsEventResponse.builder()
                .withBatchItemFailures(report.retryFrom()
                        .map(BatchItemFailure::new)
                        .map(List::of)
                        .orElse(List.of()))
                .build();
    }

    private static void log(Report report) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        metrics.addMetric("StreamRecords", report.changes(), MetricUnit.COUNT);
        metrics.addMetric("MessagesSent", report.messages() - report.unconfirmed(), MetricUnit.COUNT);
        metrics.addMetric("MessagesNotConfirmed", report.unconfirmed(), MetricUnit.COUNT);
        metrics.flush();
        Object counts = StructuredArguments.entries(Map.of(
                "records", report.changes(),
                "messages", report.messages(),
                "unconfirmed", report.unconfirmed(),
                "causes", report.causes(),
                "retryFrom", report.retryFrom().orElse("")));
        if (report.unconfirmed() == 0) {
            LOG.info("forwarded", counts);
        } else {
            LOG.warn("SQS did not confirm everything; the stream comes again from retryFrom", counts);
        }
    }
}
