package tablemirror.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The API of Step Functions over HTTP, so that AWS's own clients can start and watch executions. Credentials are not
 * looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Actions</a>
 */
final class StatesApi implements AutoCloseable {
    private static final String TARGET = "AWSStepFunctions.";

    private final HttpServer server;
    private final StatesOperations operations;

    StatesApi(int port, StateMachines machines) throws IOException {
        this.operations = new StatesOperations(machines);
        this.server = Loopback.server(port);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            try {
                Loopback.answer(exchange, 200, Json.bytes(answer(exchange)));
            } catch (StatesRefusal e) {
                refuse(exchange, e.type(), e.getMessage());
            } catch (JsonProcessingException e) {
                refuse(exchange, "SerializationException", e.getOriginalMessage());
            }
        }
    }

    private static void refuse(HttpExchange exchange, String type, @Nullable String message) throws IOException {
        ObjectNode body = Json.object().put("__type", type).put("message", message);
        Loopback.answer(exchange, 400, Json.bytes(body));
    }

    private JsonNode answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET)) {
            throw new StatesRefusal(
                    "UnknownOperationException", "X-Amz-Target is %s, must be %sX".formatted(target, TARGET));
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode request = body.length == 0 ? Json.object() : Json.parse(body);
        return operations.answer(target.substring(TARGET.length()), request);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
