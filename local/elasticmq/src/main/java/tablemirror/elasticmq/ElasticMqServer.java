package tablemirror.elasticmq;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;

/**
 * ElasticMQ on 127.0.0.1. With a directory, what it has confirmed is on disk, so the process may be killed and started again
 * on the same one; without, its queues end with the process. Arguments: port, region and account for ARNs, directory.
 */
public final class ElasticMqServer {
    private ElasticMqServer() {}

    public static void main(String[] arguments) {
        var unused = new ElasticMQServer(new ElasticMQServerConfig(config(arguments))).start();
    }

    private static Config config(String[] arguments) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rest-sqs.bind-hostname", "127.0.0.1");
        settings.put("rest-sqs.bind-port", Integer.parseInt(arguments[0]));
        settings.put("generate-node-address", true);
        settings.put("aws.region", arguments[1]);
        settings.put("aws.accountId", arguments[2]);
        if (arguments.length > 3) {
            settings.put("messages-storage.enabled", true);
            settings.put("messages-storage.uri", "jdbc:h2:file:" + arguments[3] + "/messages");
        }
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }
}
