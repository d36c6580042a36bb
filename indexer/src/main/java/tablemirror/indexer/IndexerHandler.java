package tablemirror.indexer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;
import tablemirror.change.DocumentWriter;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.function.TableSettings;
import tablemirror.function.Ticker;
import tablemirror.index.BulkWriter;
import tablemirror.index.SignedOpenSearch;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;
import tablemirror.table.DynamoDbTable;
import tablemirror.table.TableReader;

/** The indexer as Lambda calls it: up to ten messages in, those that must come again out. */
public final class IndexerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(IndexerHandler.class);
    /** For the answer and the log line. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private static final int BULK_MAX_BYTES = 5 << 20;

    private final Indexer indexer;
    private final LongFunction<Deadline> deadlines;

    /** Reads the environment and makes the clients. */
    public IndexerHandler() {
        this(
                indexer(IndexerSettings.from(System.getenv())),
                millis -> Deadline.in(Duration.ofMillis(millis), Ticker.SYSTEM));
    }

    IndexerHandler(Indexer indexer, LongFunction<Deadline> deadlines) {
        this.indexer = indexer;
        this.deadlines = deadlines;
    }

    private static Indexer indexer(IndexerSettings settings) {
        TableSettings table = settings.table();
        SqsClient sqs = SqsQueue.client();
        Queue queue = new SqsQueue(sqs, settings.queueUrl());
        Queue deadLetterQueue = new SqsQueue(sqs, settings.deadLetterQueueUrl());
        InstantSource clock = InstantSource.system();
        Random random = new Random();
        ItemWriter writer = new ItemWriter(
                new TableReader(new DynamoDbTable(DynamoDbTable.client(), table.name()), table.keys(), random),
                new BulkWriter(
                        SignedOpenSearch.ofEnvironment(settings.openSearchEndpoint()),
                        settings.indexAlias(),
                        BULK_MAX_BYTES),
                new DocumentWriter(settings.timestampField()),
                clock,
                random);
        return new Indexer(
                new MessageReader(table.name(), table.keys()),
                writer,
                new DeadLetters(new Sender(deadLetterQueue, random), settings.indexAlias(), clock),
                new Acknowledgement(queue),
                new Retry(queue, random));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            Tally tally = new Tally();
            try {
                Deadline deadline =
                        deadlines.apply(context.getRemainingTimeInMillis()).sooner(RESERVE);
                return response(indexer.index(EventMessages.of(event), deadline, tally));
            } catch (RuntimeException e) {
                LOG.error("nothing of this batch is acknowledged: {}", e.getMessage(), e);
                throw e;
            } finally {
                tell(tally);
            }
        });
    }

    private static SQSBatchResponse response(List<Received> again) {
        return SQSBatchResponse.builder()
                .withBatchItemFailures(again.stream()
                        .map(message -> new BatchItemFailure(message.messageId()))
                        .toList())
                .build();
    }

    private static void tell(Tally tally) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        Map<String, Integer> counts = new LinkedHashMap<>();
        tally.counts().forEach((count, number) -> {
            metrics.addMetric(count.metric(), number, MetricUnit.COUNT);
            counts.put(count.metric(), number);
        });
        metrics.flush();
        LOG.info("indexed", StructuredArguments.entries(counts));
    }
}
