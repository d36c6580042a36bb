package tablemirror.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** HTTP servers and ports on 127.0.0.1. */
final class Loopback {
    static {
        // Head and body of an answer go out apart; without this each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private Loopback() {}

    /** A server that is not started yet, on this port (0: any), each request in a virtual thread. */
    static HttpServer server(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return server;
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    static boolean isTaken(int port) {
        try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connected.isConnected();
        } catch (IOException nobodyListens) {
            return !canBind(port);
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket bound = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return bound.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() {
        return freePorts(1).getFirst();
    }

    /** So many ports, no two alike: a port that was let go again may be given out at once. */
    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try (Closing closing = new Closing()) {
            for (int i = 0; i < count; i++) {
                held.add(closing.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress())));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new IllegalStateException("no %d free ports on 127.0.0.1".formatted(count), e);
        }
    }
}
