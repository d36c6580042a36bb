package tablemirror.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API for the template's functions, by logical id or ARN, so that AWS's own clients can call them.
 * Credentials are not looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeApi implements AutoCloseable {
    private static final Pattern PATH =
            Pattern.compile("/2015-03-31/functions/(?:arn:.*:function:)?([A-Za-z0-9_-]+)(?::[^/]*)?/invocations/?");
    private static final byte[] NOTHING = {};

    private final HttpServer server;
    private final Functions functions;

    InvokeApi(int port, Functions functions) throws IOException {
        this.functions = functions;
        this.server = Loopback.server(port);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
                refuse(exchange, 404, "UnknownOperationException", "the local run knows Invoke only");
                return;
            }
            byte[] event = exchange.getRequestBody().readAllBytes();
            Optional<LocalFunction> function = functions.find(path.group(1));
            if (function.isEmpty()) {
                String message = "Function not found: %s; there are %s"
                        .formatted(FunctionSpec.arn(path.group(1)), functions.ids());
                refuse(exchange, 404, "ResourceNotFoundException", message);
            } else {
                invoke(exchange, function.get(), event.length == 0 ? new byte[] {'{', '}'} : event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void invoke(HttpExchange exchange, LocalFunction function, byte[] event)
            throws IOException, InterruptedException {
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        switch (type == null ? "RequestResponse" : type) {
            case "RequestResponse" -> answer(exchange, function.invoke(event));
            case "Event" -> {
                Thread.ofVirtual().start(() -> invokeAlone(function, event));
                Loopback.answer(exchange, 202, NOTHING);
            }
            case "DryRun" -> Loopback.answer(exchange, 204, NOTHING);
            default -> refuse(exchange, 400, "InvalidParameterValueException", "there is no invocation type " + type);
        }
    }

    /** Nobody waits for what comes of it; the function itself shows its errors. */
    private static void invokeAlone(LocalFunction function, byte[] event) {
        try {
            function.invoke(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Invocation invocation) throws IOException {
        if (invocation instanceof Invocation.FunctionError) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        }
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        Loopback.answer(exchange, 200, invocation.payload());
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = Json.bytes(Json.object().put("Type", "User").put("Message", message));
        Loopback.answer(exchange, status, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
