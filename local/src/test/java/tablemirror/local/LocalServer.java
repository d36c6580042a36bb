package tablemirror.local;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** One of the real servers by itself, for the contracts that fakes keep too. */
public final class LocalServer implements AutoCloseable {
    private final DataDirectory data;
    private final Server server;

    private LocalServer(Function<Servers, Server> which) {
        data = DataDirectory.open(Optional.empty());
        server = which.apply(Servers.of(BuildOutput.find(), data, Ports.ANY.resolved()));
        server.start();
        server.awaitReady();
    }

    public static LocalServer openSearch() {
        return new LocalServer(Servers::opensearch);
    }

    public static LocalServer sqs() {
        return new LocalServer(Servers::sqs);
    }

    public static LocalServer s3() {
        return new LocalServer(Servers::s3);
    }

    /** As kill -9, and up again on the same port and files. */
    public void restart() {
        server.restart();
    }

    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
        data.close();
    }
}
