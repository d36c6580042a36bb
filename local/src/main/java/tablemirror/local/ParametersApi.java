package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Systems Manager's parameter store over HTTP, as far as the application uses it and a person sets it: put, get and delete
 * of one parameter. In memory; credentials are not looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html">PutParameter</a>
 */
final class ParametersApi implements AutoCloseable {
    private static final String TARGET = "AmazonSSM.";

    private final HttpServer server;
    private final Map<String, Stored> parameters = new ConcurrentHashMap<>();

    private record Stored(String type, String value, int version) {}

    ParametersApi(int port) throws IOException {
        this.server = Loopback.server(port);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                Loopback.answer(exchange, 200, Json.bytes(answer(target, Json.parse(body))));
            } catch (Refusal e) {
                ObjectNode refusal = Json.object().put("__type", e.type).put("message", e.getMessage());
                Loopback.answer(exchange, 400, Json.bytes(refusal));
            }
        }
    }

    private JsonNode answer(String target, JsonNode request) {
        String name = request.path("Name").asText();
        return switch (target) {
            case TARGET + "PutParameter" -> put(name, request);
            case TARGET + "GetParameter" -> get(name);
            case TARGET + "DeleteParameter" -> delete(name);
            default ->
                throw new Refusal(
                        "UnknownOperationException",
                        "%s: the local run knows PutParameter, GetParameter and DeleteParameter".formatted(target));
        };
    }

    private JsonNode put(String name, JsonNode request) {
        boolean overwrite = request.path("Overwrite").asBoolean();
        String type = request.path("Type").asText("String");
        String value = request.path("Value").asText();
        if (name.isEmpty() || value.isEmpty()) {
            throw new Refusal(
                    "ValidationException", "Name is '%s' and Value '%s', must not be empty".formatted(name, value));
        }
        Stored stored = parameters.compute(name, (same, before) -> {
            if (before != null && !overwrite) {
                throw new Refusal("ParameterAlreadyExists", "%s is there already: add --overwrite".formatted(name));
            }
            return new Stored(type, value, before == null ? 1 : before.version() + 1);
        });
        return Json.object().put("Version", stored.version()).put("Tier", "Standard");
    }

    private JsonNode get(String name) {
        Stored stored = parameters.get(name);
        if (stored == null) {
            throw notFound(name);
        }
        ObjectNode parameter = Json.object()
                .put("ARN", Aws.arn("ssm", "parameter" + name))
                .put("DataType", "text")
                .put("Name", name)
                .put("Type", stored.type())
                .put("Value", stored.value())
                .put("Version", stored.version());
        return Json.object().set("Parameter", parameter);
    }

    private JsonNode delete(String name) {
        if (parameters.remove(name) == null) {
            throw notFound(name);
        }
        return Json.object();
    }

    private static Refusal notFound(String name) {
        return new Refusal("ParameterNotFound", "there is no parameter %s".formatted(name));
    }

    /** With AWS's name for the reason. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String type;

        Refusal(String type, String message) {
            super(message);
            this.type = type;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
