package tablemirror.local;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** OpenSearch, DynamoDB Local, ElasticMQ and S3Proxy. */
record Servers(Server dynamodb, Server sqs, Server s3, Server opensearch) implements AutoCloseable {
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final String OPENSEARCH_HEAP = "-Xmx1g";

    /** All of them, none started yet. Tables and queues are in memory unless the data directory is to stay. */
    static Servers of(BuildOutput build, DataDirectory data, Ports ports) {
        JavaCommand dynamodb = new JavaCommand(
                build.server("dynamodb"),
                SMALL,
                "tablemirror.dynamodb.DynamoDbServer",
                withData(data, "dynamodb", Integer.toString(ports.dynamodb())));
        JavaCommand elasticmq = new JavaCommand(
                build.server("elasticmq"),
                SMALL,
                "tablemirror.elasticmq.ElasticMqServer",
                withData(data, "elasticmq", Integer.toString(ports.sqs()), Aws.REGION, Aws.ACCOUNT));
        JavaCommand s3 = new JavaCommand(
                build.server("s3"),
                SMALL,
                "tablemirror.s3.S3Server",
                List.of(Integer.toString(ports.s3()), data.server("s3").toString()));
        JavaCommand opensearch = new JavaCommand(
                build.server("opensearch"),
                List.of(OPENSEARCH_HEAP),
                "tablemirror.opensearch.OpenSearchServer",
                List.of(
                        Integer.toString(ports.opensearch()),
                        data.server("opensearch").toString()));
        return new Servers(
                new Server("dynamodb", dynamodb, data, address(ports.dynamodb()), "/"),
                new Server("elasticmq", elasticmq, data, address(ports.sqs()), "/"),
                new Server("s3", s3, data, address(ports.s3()), "/"),
                new Server(
                        "opensearch",
                        opensearch,
                        data,
                        address(ports.opensearch()),
                        "/_cluster/health?wait_for_status=yellow&timeout=1s"));
    }

    private static List<String> withData(DataDirectory data, String server, String... arguments) {
        Stream<String> directory = data.isTemporary()
                ? Stream.empty()
                : Stream.of(data.server(server).toString());
        return Stream.concat(Stream.of(arguments), directory).toList();
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts all at once, and returns when all answer. */
    void start(Progress progress) {
        List<Server> all = List.of(dynamodb, sqs, s3, opensearch);
        all.forEach(Server::start);
        for (Server server : all) {
            progress.step("waiting for " + server.name());
            server.awaitReady();
            progress.say("%s is up at %s".formatted(server.name(), server.address()));
        }
    }

    @Override
    public void close() {
        List.of(dynamodb, sqs, s3, opensearch).parallelStream().forEach(Server::close);
    }
}
