package tablemirror.replayer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import tablemirror.bucket.S3Bucket;
import tablemirror.change.MessageReader;
import tablemirror.change.StreamEventReader;
import tablemirror.function.Deadline;
import tablemirror.function.TableSettings;
import tablemirror.function.Ticker;
import tablemirror.index.DocumentReader;
import tablemirror.index.SignedOpenSearch;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;
import tablemirror.table.DynamoDbTable;
import tablemirror.table.TableReader;

/** The replayer as a person calls it: one JSON request in, one JSON report out. */
public final class ReplayerHandler implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Replayer replayer;
    private final Telemetry telemetry;

    /** Reads the environment and makes the clients. */
    public ReplayerHandler() {
        this.telemetry = new Telemetry();
        this.replayer = replayer(ReplayerSettings.from(System.getenv()), telemetry);
    }

    private static Replayer replayer(ReplayerSettings settings, Journal journal) {
        SqsClient sqs = SqsQueue.client();
        SqsQueue changes = new SqsQueue(sqs, settings.queueUrl());
        TableSettings table = settings.table();
        return new Replayer(
                new SqsQueue(sqs, settings.deadLetterQueueUrl()),
                new S3Bucket(S3Bucket.client(System.getenv()), settings.failedRecordsBucket()),
                changes,
                new Sender(changes, new Random()),
                new MessageReader(table.name(), table.keys()),
                new StreamEventReader(table.name(), table.keys()),
                verdicts(settings),
                journal,
                InstantSource.system(),
                settings.ratePerSecond());
    }

    private static Verdicts verdicts(ReplayerSettings settings) {
        TableSettings table = settings.table();
        return new Verdicts(
                new TableReader(new DynamoDbTable(DynamoDbTable.client(), table.name()), table.keys(), new Random()),
                new DocumentReader(
                        SignedOpenSearch.ofEnvironment(settings.openSearchEndpoint()), settings.indexAlias()),
                settings.documents().documents());
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Request request = RequestReader.read(in.readAllBytes());
        Report report = PowertoolsLogging.withLogging(context, () -> {
            Deadline deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), Ticker.SYSTEM);
            Report done = replayer.run(request, UUID.randomUUID().toString(), deadline);
            telemetry.done(request, done);
            return done;
        });
        JSON.writeValue(out, report);
    }
}
