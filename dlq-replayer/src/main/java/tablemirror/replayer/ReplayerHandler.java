package tablemirror.replayer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;

/** The replayer as a person calls it: one JSON request in, one JSON report out. */
public final class ReplayerHandler implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayerHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Replayer replayer;

    /** Reads the environment and makes the clients. */
    public ReplayerHandler() {
        this(replayer(ReplayerSettings.from(System.getenv())));
    }

    ReplayerHandler(Replayer replayer) {
        this.replayer = replayer;
    }

    private static Replayer replayer(ReplayerSettings settings) {
        SqsClient sqs = SqsQueue.client();
        return new Replayer(
                new SqsQueue(sqs, settings.deadLetterQueueUrl()),
                new Sender(new SqsQueue(sqs, settings.queueUrl()), new Random()),
                new MessageReader(settings.table().name(), settings.table().keys()),
                InstantSource.system());
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Request request = Request.read(in.readAllBytes());
        Report report = PowertoolsLogging.withLogging(context, () -> {
            Deadline deadline = Deadline.in(Duration.ofMillis(context.getRemainingTimeInMillis()), Ticker.SYSTEM);
            Report done = replayer.run(request, context.getAwsRequestId(), deadline);
            LOG.info(
                    "dead letters",
                    StructuredArguments.entries(Map.of(
                            "action", done.action(),
                            "examined", done.examined(),
                            "matched", done.matched(),
                            "replayed", done.replayed(),
                            "failed", done.failed())));
            return done;
        });
        JSON.writeValue(out, report);
    }
}
