package tablemirror.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one process: hands it invocations and takes its answers. It holds {@code next} open until
 * there is one (a runtime that is answered with an error there aborts its JVM). One invocation at a time; knows nothing
 * of time or of the process.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final byte[] NOTHING = {};

    private final HttpServer server;
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<Invocation> initialised = new CompletableFuture<>();
    private volatile Request asked = Request.NONE;
    private volatile @Nullable Invocation ended;

    RuntimeApi() throws IOException {
        server = Loopback.server(0);
        server.createContext(ROOT, this::handle);
        server.start();
    }

    /** As {@code AWS_LAMBDA_RUNTIME_API} has it. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Done when the runtime first asks for an invocation, or with the error that keeps it from doing so. */
    CompletableFuture<Invocation> initialised() {
        return initialised;
    }

    /** Hands this event over; the answer comes when the function gives it. */
    CompletableFuture<Invocation> invoke(byte[] event, String arn, Duration timeout) {
        Request request = new Request(UUID.randomUUID().toString(), event, arn, timeout, new CompletableFuture<>());
        asked = request;
        waiting.add(request);
        Invocation end = ended;
        if (end != null) {
            request.answer().complete(end);
        }
        return request.answer();
    }

    /** The process has ended: this is the answer to what it was asked, and to whatever it may be asked. */
    void end(Invocation invocation) {
        ended = invocation;
        initialised.complete(invocation);
        asked.answer().complete(invocation);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            if (path.equals("invocation/next")) {
                next(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            Loopback.answer(exchange, take(path, body) ? 202 : 404, NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        initialised.complete(new Invocation.Answer(NOTHING));
        Request request = waiting.take();
        long deadline = System.currentTimeMillis() + request.timeout().toMillis();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", request.id());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", request.arn());
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        Loopback.answer(exchange, 200, request.event());
    }

    /** False when there is nothing at this path. */
    private boolean take(String path, byte[] body) {
        if (path.equals("init/error")) {
            initialised.complete(new Invocation.FunctionError(body));
            return true;
        }
        Request request = asked;
        if (path.equals("invocation/" + request.id() + "/response")) {
            return request.answer().complete(new Invocation.Answer(body));
        }
        return path.equals("invocation/" + request.id() + "/error")
                && request.answer().complete(new Invocation.FunctionError(body));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Request(
            String id, byte[] event, String arn, Duration timeout, CompletableFuture<Invocation> answer) {
        static final Request NONE =
                new Request("none", "".getBytes(StandardCharsets.UTF_8), "", Duration.ZERO, new CompletableFuture<>());
    }
}
