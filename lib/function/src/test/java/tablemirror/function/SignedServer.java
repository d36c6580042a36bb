package tablemirror.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import tablemirror.function.SigV4.Arrived;

/** An HTTP server that answers only requests whose signature is right, and 403 with the reason to all others. */
public final class SignedServer implements AutoCloseable {
    public final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    public volatile int status = 200;
    public volatile String answer = "{}";
    /** What happens before an answer. */
    public volatile Runnable before = () -> {};

    private final SigV4 signatures;
    private final HttpServer server;

    public SignedServer(SigV4 signatures) throws IOException {
        this.signatures = signatures;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            Arrived request = new Arrived(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    Optional.ofNullable(uri.getRawQuery()).orElse(""),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes());
            arrived.add(request);
            before.run();
            Optional<String> fault = signatures.fault(request);
            byte[] body = fault.orElse(answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(fault.isPresent() ? 403 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** That this request is right as it is and wrong with anything changed: a check that lets all through fails here. */
    public void everyChangeIsNoticed(Arrived request) {
        assertEquals(Optional.empty(), signatures.fault(request));
        byte[] body = request.body().clone();
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
            refused("body", with(request, request.path(), request.query(), request.headers(), body));
        }
        refused("path", with(request, request.path() + "x", request.query(), request.headers(), request.body()));
        refused("query", with(request, request.path(), request.query() + "&x", request.headers(), request.body()));
        String authorization = request.header("Authorization");
        for (String name :
                authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";", -1)) {
            Map<String, List<String>> headers = new HashMap<>(request.headers());
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, List.of(request.header(name) + "x"));
            refused(name, with(request, request.path(), request.query(), headers, request.body()));
        }
    }

    private void refused(String what, Arrived changed) {
        assertTrue(signatures.fault(changed).isPresent(), "nobody noticed that the %s was changed".formatted(what));
    }

    private static Arrived with(
            Arrived request, String path, String query, Map<String, List<String>> headers, byte[] body) {
        return new Arrived(request.method(), path, query, headers, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
