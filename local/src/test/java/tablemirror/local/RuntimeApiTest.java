package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {
    private static final byte[] EVENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private final HttpClient runtime = HttpClient.newHttpClient();
    private final RuntimeApi api;

    RuntimeApiTest() throws IOException {
        api = new RuntimeApi();
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void nextWaitsForAnInvocationAndItsAnswerComesBack() throws Exception {
        assertFalse(api.initialised().isDone());
        var next = runtime.sendAsync(request("invocation/next").build(), BodyHandlers.ofString());
        assertInstanceOf(Invocation.Answer.class, api.initialised().join());
        assertFalse(next.isDone());

        var answer = api.invoke(EVENT, "arn:f", Duration.ofSeconds(9));
        HttpResponse<String> asked = next.join();
        String id = asked.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
        assertEquals("{\"a\":1}", asked.body());
        assertEquals(
                "arn:f",
                asked.headers()
                        .firstValue("Lambda-Runtime-Invoked-Function-Arn")
                        .orElseThrow());
        assertEquals(202, post("invocation/%s/response".formatted(id), "7"));

        assertInstanceOf(Invocation.Answer.class, answer.join());
        assertEquals("7", new String(answer.join().payload(), StandardCharsets.UTF_8));
    }

    @Test
    void errorIsAFunctionError() throws Exception {
        var answer = api.invoke(EVENT, "arn:f", Duration.ofSeconds(9));
        String id = runtime.send(request("invocation/next").build(), BodyHandlers.ofString())
                .headers()
                .firstValue("Lambda-Runtime-Aws-Request-Id")
                .orElseThrow();

        post("invocation/%s/error".formatted(id), "{\"errorType\":\"T\",\"errorMessage\":\"m\"}");

        assertEquals(
                "T: m",
                assertInstanceOf(Invocation.FunctionError.class, answer.join()).summary());
    }

    @Test
    void answerToAnotherInvocationIsRefused() throws Exception {
        var answer = api.invoke(EVENT, "arn:f", Duration.ofSeconds(9));

        assertEquals(404, post("invocation/other/response", "7"));
        assertFalse(answer.isDone());
    }

    @Test
    void initErrorEndsTheInitialisation() throws Exception {
        post("init/error", "{\"errorType\":\"T\",\"errorMessage\":\"m\"}");

        assertInstanceOf(Invocation.FunctionError.class, api.initialised().join());
    }

    @Test
    void endOfTheProcessAnswersWhatIsAskedAndWhatWillBe() {
        var before = api.invoke(EVENT, "arn:f", Duration.ofSeconds(9));
        api.end(FakeFunction.ERROR);
        var after = api.invoke(EVENT, "arn:f", Duration.ofSeconds(9));

        assertEquals(FakeFunction.ERROR, before.join());
        assertEquals(FakeFunction.ERROR, after.join());
        assertEquals(FakeFunction.ERROR, api.initialised().join());
    }

    private int post(String path, String body) throws Exception {
        return runtime.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://%s/2018-06-01/runtime/%s".formatted(api.address(), path)));
    }
}
