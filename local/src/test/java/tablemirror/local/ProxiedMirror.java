package tablemirror.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A running application whose indexer reaches OpenSearch through a {@link FaultProxy}. Its table is {@value #TABLE}. */
public final class ProxiedMirror implements AutoCloseable {
    public static final String TABLE = "Things";
    /** The table's only key attribute, of type S. */
    public static final String KEY = "id";

    private final FaultProxy proxy;
    private final Mirror mirror;

    private ProxiedMirror(FaultProxy proxy, Mirror mirror) {
        this.proxy = proxy;
        this.mirror = mirror;
    }

    /** Starts one with these parameters of the template. */
    public static ProxiedMirror start(Map<String, String> parameters) throws IOException, InterruptedException {
        return start(LocalOptions.defaults(), parameters);
    }

    /** Starts one whose servers may all be killed, as they keep their data in this directory. */
    static ProxiedMirror startIn(Path directory, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return start(LocalOptions.defaults().withData(directory), parameters);
    }

    private static ProxiedMirror start(LocalOptions defaults, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Ports ports = Ports.ANY.withOpensearch(Loopback.freePort());
        FaultProxy proxy = FaultProxy.before(URI.create("http://127.0.0.1:" + ports.opensearch()));
        LocalOptions options = defaults.withTable(TABLE)
                .withPartitionKey(KEY + ":S")
                .withPorts(ports)
                .withParameter("OpenSearchEndpoint", proxy.address().toString());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            options = options.withParameter(parameter.getKey(), parameter.getValue());
        }
        return new ProxiedMirror(proxy, Mirror.startThere(options));
    }

    public FaultProxy proxy() {
        return proxy;
    }

    Mirror mirror() {
        return mirror;
    }

    public SqsClient sqs() {
        return mirror.application().clients().sqs();
    }

    /** Puts an item into the table. */
    public void put(Map<String, AttributeValue> item) {
        mirror.put(item);
    }

    /** Asks the replayer. */
    public void replayer(String request) throws InterruptedException {
        var unused = mirror.replayer(request);
    }

    /** Compares table and index. */
    public void verify() throws InterruptedException {
        var unused = mirror.run("RefillMachine", "{\"mode\": \"verify\"}");
    }

    public String deadLettersUrl() {
        return mirror.application().queueUrl("DeadLetters");
    }

    /** Of the queue of changes. */
    public String queueUrl() {
        return mirror.application().queueUrl("Changes");
    }

    /** Returns when no indexer is at work, and lets none begin. */
    public void pauseIndexer() {
        mirror.application().eventSource("Indexer").pause();
    }

    public void resumeIndexer() {
        mirror.application().eventSource("Indexer").resume();
    }

    /** Has what a killed indexer had in hand come back after so many seconds, in place of the template's. */
    void hideFor(int seconds) {
        sqs().setQueueAttributes(r -> r.queueUrl(queueUrl())
                .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(seconds))));
    }

    /** Changes that wait or are being worked on. */
    public int waiting() {
        return mirror.waiting("Changes");
    }

    public int deadLetters() {
        return mirror.waiting("DeadLetters");
    }

    @Override
    public void close() {
        // First, so that nobody waits for a kept answer.
        proxy.pass();
        mirror.close();
        proxy.close();
    }
}
