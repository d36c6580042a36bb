package tablemirror.tuning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import tablemirror.function.Deadline;
import tablemirror.function.SigV4;
import tablemirror.function.SigV4.Arrived;
import tablemirror.function.SignedServer;
import tablemirror.function.Ticker;
import tablemirror.tuning.ParameterStore.Answer;

/** The call on the wire, against a server that checks its signature. */
@Timeout(60)
class SsmParameterStoreTest {
    private SignedServer server;
    private SsmParameterStore store;

    @BeforeEach
    void start() throws IOException {
        server = new SignedServer(new SigV4("secret", "eu-west-1", "ssm"));
        store = store(server.address());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void aValueIsRead() {
        server.answer =
                "{\"Parameter\":{\"ARN\":\"arn:x\",\"DataType\":\"text\",\"LastModifiedDate\":1.7E9,\"Name\":\"/s/rate\","
                        + "\"Type\":\"String\",\"Value\":\"50\",\"Version\":3}}";
        assertEquals(new Answer.Value("50"), read());
    }

    @Test
    void theRequestIsSignedAndNamesTheParameter() {
        read();
        Arrived request = server.arrived.remove();
        assertEquals("{\"Name\":\"/s/rate\"}", new String(request.body(), UTF_8));
        assertEquals(List.of("AmazonSSM.GetParameter"), request.headers().get("X-Amz-Target"));
        assertEquals(List.of("application/x-amz-json-1.1"), request.headers().get("Content-Type"));
        assertEquals(List.of("tok/en=="), request.headers().get("X-Amz-Security-Token"));
        server.everyChangeIsNoticed(request);
    }

    private record Case(int status, String answer, Class<? extends Answer> expected) {}

    @Test
    void onlyAnAnswerThatSaysSoIsAbsent() {
        for (Case each : List.of(
                new Case(400, "{\"__type\":\"ParameterNotFound\"}", Answer.Absent.class),
                new Case(400, "{\"__type\":\"com.amazonaws.ssm#ParameterNotFound\"}", Answer.Absent.class),
                new Case(400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}", Answer.Unavailable.class),
                new Case(400, "{\"__type\":\"ThrottlingException\"}", Answer.Unavailable.class),
                new Case(500, "{\"__type\":\"InternalServerError\"}", Answer.Unavailable.class),
                new Case(404, "<html>not found</html>", Answer.Unavailable.class),
                new Case(200, "{}", Answer.Unavailable.class),
                new Case(200, "", Answer.Unavailable.class))) {
            server.status = each.status();
            server.answer = each.answer();
            assertInstanceOf(each.expected(), read(), each::toString);
        }
    }

    @Test
    void aServerThatHangsIsLeftAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        server.before = () -> await(never);
        try {
            Answer answer = store.read("/s/rate", Deadline.in(Duration.ofMillis(200), Ticker.SYSTEM));
            String cause = assertInstanceOf(Answer.Unavailable.class, answer).cause();
            assertTrue(cause.contains("no answer in time"), cause);
        } finally {
            never.countDown();
        }
        server.before = () -> {};
        server.answer = "{\"Parameter\":{\"Value\":\"7\"}}";
        assertEquals(new Answer.Value("7"), read());
    }

    @Test
    void nobodyThereIsUnavailable() {
        try (SsmParameterStore nowhere = store(URI.create("http://127.0.0.1:1"))) {
            assertInstanceOf(Answer.Unavailable.class, nowhere.read("/s/rate", soon()));
        }
    }

    private Answer read() {
        return store.read("/s/rate", soon());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM);
    }

    private static SsmParameterStore store(URI endpoint) {
        return new SsmParameterStore(
                endpoint,
                Region.EU_WEST_1,
                StaticCredentialsProvider.create(AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "tok/en==")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
