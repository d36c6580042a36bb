package tablemirror.indexer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import tablemirror.change.Documents;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.function.TableSettings;
import tablemirror.function.Ticker;
import tablemirror.index.DoubleWriter;
import tablemirror.index.MeteredOpenSearch;
import tablemirror.index.Pace;
import tablemirror.index.SignedOpenSearch;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;
import tablemirror.queue.Visibility;
import tablemirror.table.DynamoDbTable;
import tablemirror.table.TableReader;
import tablemirror.tuning.LiveRate;
import tablemirror.tuning.SsmParameterStore;

/** The indexer as Lambda calls it: up to ten messages in, those that must come again out. */
public final class IndexerHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(IndexerHandler.class);
    /** For the answer and the log line. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private static final InstantSource CLOCK = InstantSource.system();
    /** For jitter. Looked up at each use: a snapshot must not give all workers the same numbers. */
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Indexer indexer;
    private final Telemetry telemetry;

    /** Reads the environment and makes the clients. */
    public IndexerHandler() {
        IndexerSettings settings = IndexerSettings.from(System.getenv());
        TableSettings table = settings.table();
        BulkLimits bulk = settings.bulk();
        SqsClient sqs = SqsQueue.client();
        Queue queue = new SqsQueue(sqs, settings.queueUrl());
        Sender deadLetterQueue = new Sender(new SqsQueue(sqs, settings.deadLetterQueueUrl()), RANDOM);
        MeteredOpenSearch openSearch =
                new MeteredOpenSearch(SignedOpenSearch.ofEnvironment(settings.openSearchEndpoint()));
        Documents documents = settings.documents().documents();
        DraftWriter drafts = new DraftWriter(
                new TableReader(new DynamoDbTable(DynamoDbTable.client(), table.name()), table.keys(), RANDOM),
                new PacedIndex(
                        new DoubleWriter(openSearch, settings.indexAlias(), bulk.bytes(), Ticker.SYSTEM),
                        Pace.share(settings.ratePerSecond(), settings.workers(), Ticker.SYSTEM),
                        bulk,
                        ratePerSecond(settings)),
                documents,
                CLOCK);
        ItemWriter writer = new ItemWriter(drafts, documents, CLOCK, RANDOM);
        telemetry = new Telemetry(openSearch, writer);
        indexer = new Indexer(
                new MessageReader(table.name(), table.keys()),
                new Drain(queue, bulk.bytes(), CLOCK),
                writer,
                new DeadLetters(deadLetterQueue, settings.indexAlias(), CLOCK),
                new Acknowledgement(queue),
                new Retry(new Visibility(queue), RANDOM));
    }

    private static ToDoubleFunction<Deadline> ratePerSecond(IndexerSettings settings) {
        return settings.liveRate()
                .<ToDoubleFunction<Deadline>>map(live ->
                        new LiveRate(SsmParameterStore.of(System.getenv()), live, new Telemetry.Rate())::perSecond)
                .orElse(any -> settings.ratePerSecond());
    }

    IndexerHandler(Indexer indexer, Telemetry telemetry) {
        this.indexer = indexer;
        this.telemetry = telemetry;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            Tally tally = new Tally();
            Deadline deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), Ticker.SYSTEM);
            try {
                return response(indexer.index(EventMessages.of(event), deadline.sooner(RESERVE), tally));
            } catch (RuntimeException e) {
                LOG.error("nothing of this batch is acknowledged: {}", e.getMessage(), e);
                throw e;
            } finally {
                telemetry.tell(tally);
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
}
