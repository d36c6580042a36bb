package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As AWS's clients talk to it: JSON 1.1, the operation in a header. */
class ParametersApiTest {
    private final ParametersApi api = new ParametersApi(0);

    ParametersApiTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatIsPutIsFoundAndWhatIsDeletedIsNot() throws Exception {
        assertEquals("ParameterNotFound", get().path("__type").asText());
        assertEquals(1, put("50", false).path("Version").asInt());
        assertEquals("50", get().at("/Parameter/Value").asText());
        assertEquals("ParameterAlreadyExists", put("60", false).path("__type").asText());
        assertEquals("50", get().at("/Parameter/Value").asText());
        assertEquals(2, put("60", true).path("Version").asInt());
        assertEquals("60", get().at("/Parameter/Value").asText());
        assertEquals(
                "{}",
                call(api.address(), "DeleteParameter", "{\"Name\":\"/a/b\"}").toString());
        assertEquals("ParameterNotFound", get().path("__type").asText());
    }

    @Test
    void whatItDoesNotKnowIsRefused() throws Exception {
        assertEquals(
                "UnknownOperationException",
                call(api.address(), "GetParameters", "{}").path("__type").asText());
        assertEquals("ValidationException", put("", true).path("__type").asText());
    }

    private JsonNode get() throws IOException, InterruptedException {
        return call(api.address(), "GetParameter", "{\"Name\":\"/a/b\"}");
    }

    private JsonNode put(String value, boolean overwrite) throws IOException, InterruptedException {
        return put(api.address(), "/a/b", value, overwrite);
    }

    /** {@code aws ssm put-parameter}. */
    static JsonNode put(URI address, String name, String value, boolean overwrite)
            throws IOException, InterruptedException {
        String request = Json.object()
                .put("Name", name)
                .put("Value", value)
                .put("Type", "String")
                .put("Overwrite", overwrite)
                .toString();
        return call(address, "PutParameter", request);
    }

    private static JsonNode call(URI address, String operation, String request)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> reply = http.send(
                    HttpRequest.newBuilder(address)
                            .header("X-Amz-Target", "AmazonSSM." + operation)
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .POST(BodyPublishers.ofString(request))
                            .build(),
                    BodyHandlers.ofByteArray());
            JsonNode answer = Json.parse(reply.body());
            assertEquals(answer.has("__type") ? 400 : 200, reply.statusCode());
            return answer;
        }
    }
}
