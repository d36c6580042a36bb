package tablemirror.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** OpenSearch, DynamoDB Local and ElasticMQ. */
record Servers(Server dynamodb, Server sqs, Server opensearch) implements AutoCloseable {
    private static final String OPENSEARCH_HEAP = "-Xmx1g";
    private static final String SMALL_HEAP = "-Xmx512m";

    /** The three, none started yet. DynamoDB's tables are in memory unless the data directory is to stay. */
    static Servers of(BuildOutput build, DataDirectory data, Ports ports) {
        List<String> dynamodb = new ArrayList<>(List.of(Integer.toString(ports.dynamodb())));
        if (!data.isTemporary()) {
            dynamodb.add(data.server("dynamodb").toString());
        }
        List<String> elasticmq = List.of(Integer.toString(ports.sqs()), Aws.REGION, Aws.ACCOUNT);
        List<String> opensearch = List.of(
                Integer.toString(ports.opensearch()), data.server("opensearch").toString());
        return new Servers(
                server("dynamodb", build, data, ports.dynamodb(), SMALL_HEAP, "DynamoDbServer", dynamodb, "/"),
                server("elasticmq", build, data, ports.sqs(), SMALL_HEAP, "ElasticMqServer", elasticmq, "/"),
                server(
                        "opensearch",
                        build,
                        data,
                        ports.opensearch(),
                        OPENSEARCH_HEAP,
                        "OpenSearchServer",
                        opensearch,
                        "/_cluster/health?wait_for_status=yellow&timeout=1s"));
    }

    private static Server server(
            String name,
            BuildOutput build,
            DataDirectory data,
            int port,
            String heap,
            String mainClass,
            List<String> arguments,
            String healthPath) {
        String main = "tablemirror.%s.%s".formatted(name, mainClass);
        JavaCommand command = new JavaCommand(build.server(name), List.of(heap), main, arguments);
        return new Server(name, command, data, URI.create("http://127.0.0.1:" + port), healthPath);
    }

    /** Starts all at once, and returns when all answer. */
    void start(Progress progress) {
        List<Server> all = List.of(dynamodb, sqs, opensearch);
        all.forEach(Server::start);
        for (Server server : all) {
            progress.step("waiting for " + server.name());
            server.awaitReady();
            progress.say("%s is up at %s".formatted(server.name(), server.address()));
        }
    }

    @Override
    public void close() {
        List.of(dynamodb, sqs, opensearch).parallelStream().forEach(Server::close);
    }
}
