package tablemirror.queue;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tablemirror.local.LocalServer;

/** ElasticMQ, with the class of ours that finds its free groups, keeps the contract. */
class RealQueueIT extends QueueContract {
    private static LocalServer server;
    private static SqsClient sqs;

    private Queue queue;

    @BeforeAll
    static void startServer() {
        server = LocalServer.sqs();
        sqs = SqsClient.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(server.address())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @AfterAll
    static void stopServer() {
        sqs.close();
        server.close();
    }

    @BeforeEach
    void createQueue() {
        String name = UUID.randomUUID() + ".fifo";
        queue = new SqsQueue(
                sqs,
                sqs.createQueue(r -> r.queueName(name).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                        .queueUrl());
    }

    @Override
    Queue queue() {
        return queue;
    }
}
