package tablemirror.elasticmq;

import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ on 127.0.0.1, in memory: its queues end with the process. Arguments: port, region and account for ARNs. */
public final class ElasticMqServer {
    private ElasticMqServer() {}

    public static void main(String[] arguments) {
        SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(Integer.parseInt(arguments[0]))
                .withAWSRegion(arguments[1])
                .withAWSAccountId(arguments[2])
                .start()
                .waitUntilStarted();
    }
}
