package tablemirror.refill;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import tablemirror.bucket.S3Bucket;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.Pace;
import tablemirror.index.SignedOpenSearch;
import tablemirror.queue.SqsQueue;
import tablemirror.table.DynamoDbTable;

/** The refill as Step Functions calls it, one step an invocation; a person asks it for the status. */
public final class RefillHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefillHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** For the answer. */
    private static final Duration RESERVE = Duration.ofSeconds(2);
    /** For jitter. Looked up at each use: a snapshot must not give all workers the same numbers. */
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Workshop workshop;

    /** Reads the environment and makes the clients. */
    public RefillHandler() {
        this(workshop(RefillSettings.from(System.getenv())));
    }

    RefillHandler(Workshop workshop) {
        this.workshop = workshop;
    }

    private static Workshop workshop(RefillSettings settings) {
        DynamoDbClient dynamoDb = DynamoDbTable.client();
        DynamoDbTable table = new DynamoDbTable(dynamoDb, settings.table().name());
        return new Workshop(
                settings,
                new Workshop.Ports(
                        SignedOpenSearch.ofEnvironment(settings.openSearchEndpoint()),
                        table,
                        table,
                        new SqsQueue(SqsQueue.client(), settings.queueUrl()),
                        StepFunctions.ofEnvironment(),
                        new S3Bucket(S3Bucket.client(System.getenv()), settings.bucket()),
                        InstantSource.system(),
                        RANDOM),
                Pace.share(settings.ratePerSecond(), settings.segments(), Ticker.SYSTEM));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode event = JSON.readTree(in);
        JsonNode answer = PowertoolsLogging.withLogging(context, () -> {
            Deadline end = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), Ticker.SYSTEM);
            return answer(event, end);
        });
        JSON.writeValue(out, answer);
    }

    private JsonNode answer(JsonNode event, Deadline end) {
        try {
            JsonNode answer = workshop.step(event, end.sooner(RESERVE));
            LOG.info("step {} of segment {}: {}", event.path("step"), event.path("segment"), answer);
            return answer;
        } catch (IOException e) {
            LOG.warn("step {} of segment {} failed: {}", event.path("step"), event.path("segment"), e.getMessage());
            throw new UncheckedIOException(e);
        }
    }
}
