package tablemirror.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB Local on 127.0.0.1, one database for every credential and region. Its own main class would listen on every
 * interface and report its use to AWS. Arguments: port and, unless everything stays in memory, a directory.
 */
public final class DynamoDbServer {
    private DynamoDbServer() {}

    public static void main(String[] arguments) throws Exception {
        Server server =
                new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        @Nullable String directory = arguments.length > 1 ? arguments[1] : null;
        boolean inMemory = directory == null;
        boolean shared = true;
        boolean slowTableStatus = false;
        var requests = new LocalDynamoDBRequestHandler(0, inMemory, directory, shared, slowTableStatus);
        server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null)));
        server.start();
        server.join();
    }
}
