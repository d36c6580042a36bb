package tablemirror.opensearch;

import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.common.settings.Settings;

/**
 * One OpenSearch node on 127.0.0.1 over plain http, without security plugin. What was acknowledged is on disk, so the
 * process may be killed and started again on the same directory. Arguments: port, directory.
 */
public final class OpenSearchServer {
    private OpenSearchServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        OpenSearchRunner node = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        // The port is the one asked for or none at all.
        node.setMaxHttpPort(-1);
        node.onBuild((number, settings) -> configure(settings, arguments[0]))
                .build(OpenSearchRunner.newConfigs()
                        .basePath(arguments[1])
                        .numOfNode(1)
                        .clusterName("tablemirror-local"));
        // A node has daemon threads only.
        Thread.currentThread().join();
    }

    private static void configure(Settings.Builder settings, String port) {
        settings.put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                // The limit of the smaller instance types on AWS.
                .put("http.max_content_length", "10mb")
                // A laptop's disk is often nearly full; that must not block writes.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
    }

    private static void close(OpenSearchRunner node) {
        try {
            node.close();
        } catch (IOException e) {
            System.err.println("OpenSearch did not close cleanly: " + e);
        }
    }
}
