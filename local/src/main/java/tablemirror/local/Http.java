package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain requests to the local servers. */
final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    /** True when something answers there, and not with a server error. */
    static boolean isUp(URI address) {
        try {
            return send(request(address).GET().build()).statusCode() < 500;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static boolean exists(URI address) {
        return send(request(address).method("HEAD", BodyPublishers.noBody()).build())
                        .statusCode()
                == 200;
    }

    static JsonNode get(URI address) {
        return json(request(address).GET().build());
    }

    static JsonNode put(URI address, JsonNode body) {
        return json(withBody(address, "PUT", body));
    }

    static JsonNode post(URI address, JsonNode body) {
        return json(withBody(address, "POST", body));
    }

    static JsonNode delete(URI address) {
        return json(request(address).DELETE().build());
    }

    private static HttpRequest withBody(URI address, String method, JsonNode body) {
        return request(address)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(TIMEOUT);
    }

    private static JsonNode json(HttpRequest request) {
        HttpResponse<byte[]> answer = send(request);
        try {
            JsonNode json = Json.parse(answer.body());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "%s %s answered %d: %s".formatted(request.method(), request.uri(), answer.statusCode(), json));
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s".formatted(request.method(), request.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
