package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/** The client on the wire, against a stub that says what AWS's proxies say and a real OpenSearch does not. */
@Timeout(60)
class SignedOpenSearchTest {
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    private static final Request BULK = new Request(
            "POST", "/products/_bulk", Map.of("filter_path", "errors,items.*.status"), "{}\n".getBytes(UTF_8));

    private record Answer(int status, String contentType, String body) {}

    private record Seen(String method, String uri, String authorization, String hash, String body) {}

    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile Answer answer = new Answer(200, "application/json", "{}");
    /** Requests wait here before they are answered. */
    private volatile CountDownLatch hang = new CountDownLatch(0);

    private HttpServer server;
    private SignedOpenSearch openSearch;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
        openSearch = client("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        openSearch.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            await(hang);
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-content-sha256")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void everyRequestIsSignedAndItsBodySentAsItIs() throws IOException {
        byte[] body = ("{\"a\":\"" + "x".repeat(100_000) + "\"}\n").getBytes(UTF_8);

        openSearch.send(new Request("POST", "/a%2Fb/_bulk", Map.of("timeout", "10ms"), body), soon());
        openSearch.send(Request.of("GET", "/_alias/products"), soon());

        Seen bulk = seen.remove();
        assertEquals("POST /a%2Fb/_bulk?timeout=10ms", bulk.method() + " " + bulk.uri());
        assertTrue(bulk.authorization().startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), bulk.authorization());
        assertTrue(bulk.authorization().contains("/eu-west-1/es/aws4_request"), bulk.authorization());
        assertEquals(64, bulk.hash().length());
        assertEquals(new String(body, UTF_8), bulk.body());
        Seen alias = seen.remove();
        assertEquals("GET /_alias/products", alias.method() + " " + alias.uri());
        assertTrue(alias.authorization().startsWith("AWS4-HMAC-SHA256 "), alias.authorization());
    }

    @Test
    void everyStatusIsAReplyWhateverItsBody() throws IOException {
        List<Answer> answers = List.of(
                new Answer(200, "application/json", "{\"items\":[]}"),
                new Answer(200, "text/html", "<html>hello</html>"),
                new Answer(403, "application/json", "{\"Message\":\"User: anonymous is not authorized\"}"),
                new Answer(403, "text/html", "<html>forbidden</html>"),
                new Answer(403, "application/json", ""),
                new Answer(413, "application/json", "{\"Message\":\"Request size exceeded 10485760 bytes\"}"),
                new Answer(429, "text/plain", "429 Too Many Requests /products/_bulk"),
                new Answer(503, "text/html", "<html><body><b>Http/1.1 Service Unavailable</b></body></html>"),
                new Answer(504, "text/html", ""),
                new Answer(302, "text/html", "elsewhere"));
        for (Answer next : answers) {
            answer = next;

            Reply reply = openSearch.send(BULK, soon());

            assertEquals(next.status(), reply.status());
            assertEquals(next.body(), new String(reply.body(), UTF_8));
        }
    }

    private record Case(Answer answer, Class<? extends Outcome> expected) {}

    @Test
    void whatProxiesSayIsNeverTheDocumentsFaultButTooLarge() {
        List<Case> cases = List.of(
                new Case(new Answer(200, "text/html", "<html>hello</html>"), Outcome.Unavailable.class),
                new Case(new Answer(403, "application/json", "{\"Message\":\"no\"}"), Outcome.Unavailable.class),
                new Case(new Answer(400, "text/html", "<html>Bad Request</html>"), Outcome.Unavailable.class),
                new Case(new Answer(401, "application/json", "{\"Message\":\"no\"}"), Outcome.Unavailable.class),
                new Case(new Answer(413, "application/json", "{\"Message\":\"no\"}"), Outcome.Rejected.class),
                new Case(new Answer(429, "text/plain", "429 Too Many Requests"), Outcome.Throttled.class),
                new Case(new Answer(503, "text/html", "<html></html>"), Outcome.Unavailable.class),
                new Case(new Answer(504, "text/html", ""), Outcome.Unavailable.class));
        for (Case next : cases) {
            answer = next.answer();

            List<Outcome> outcomes = new BulkWriter(openSearch, "products", 1000)
                    .write(List.of(new Operation.Index("1", 1, "{}".getBytes(UTF_8))), soon());

            assertInstanceOf(next.expected(), outcomes.getFirst(), next::toString);
        }
    }

    @Test
    void requestWithoutAnAnswerIsAbortedAtItsDeadline() throws Exception {
        assertAborted("");
    }

    @Test
    void answerThatStopsHalfwayIsAbortedAtTheDeadline() throws Exception {
        assertAborted("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"items\"");
    }

    /** The server's side of the connection ends: the request is not left behind, to be finished by someone later. */
    private static void assertAborted(String beginning) throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SignedOpenSearch openSearch = client("http://127.0.0.1:" + hung.getLocalPort())) {
            CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> readToTheEnd(hung, beginning));

            IOException e = assertThrows(
                    IOException.class, () -> openSearch.send(BULK, Deadline.in(Duration.ofMillis(300), Ticker.SYSTEM)));

            assertTrue(
                    e.toString()
                            .contains("POST /products/_bulk to http://127.0.0.1:" + hung.getLocalPort()
                                    + " aborted at its deadline: "),
                    e::toString);
            assertTrue(closed.get(30, TimeUnit.SECONDS));
        }
    }

    private static boolean readToTheEnd(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(answer.getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // Until the client hangs up.
            }
            return true;
        } catch (IOException e) {
            return true; // A reset is an end as well.
        }
    }

    @Test
    void clientIsAsGoodAsBeforeAfterAnAbort() throws IOException {
        for (int i = 0; i < 3; i++) {
            hang = new CountDownLatch(1);
            assertThrows(
                    IOException.class, () -> openSearch.send(BULK, Deadline.in(Duration.ofMillis(200), Ticker.SYSTEM)));
            hang.countDown();

            assertEquals(200, openSearch.send(BULK, soon()).status());
        }
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        IOException e =
                assertThrows(IOException.class, () -> openSearch.send(BULK, Deadline.in(Duration.ZERO, Ticker.SYSTEM)));

        assertEquals("POST /products/_bulk not sent, the deadline has passed", e.getMessage());
        assertTrue(seen.isEmpty());
    }

    @Test
    void whateverGoesWrongIsAnIoException() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("no credentials");
        };
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        try (SignedOpenSearch refused = client("http://127.0.0.1:" + nobody);
                SignedOpenSearch plain =
                        client("https://127.0.0.1:" + server.getAddress().getPort());
                SignedOpenSearch unsigned = new SignedOpenSearch(URI.create(endpoint), Region.EU_WEST_1, none)) {
            assertThrows(IOException.class, () -> refused.send(BULK, soon()));
            assertThrows(IOException.class, () -> plain.send(BULK, soon()));
            assertThrows(IOException.class, () -> unsigned.send(BULK, soon()));
        }
        assertTrue(seen.isEmpty());
    }

    private static SignedOpenSearch client(String endpoint) {
        return new SignedOpenSearch(URI.create(endpoint), Region.EU_WEST_1, CREDENTIALS);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM);
    }
}
