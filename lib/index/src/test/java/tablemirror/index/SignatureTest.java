package tablemirror.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import tablemirror.function.Deadline;
import tablemirror.function.SigV4;
import tablemirror.function.SigV4.Arrived;
import tablemirror.function.SignedServer;
import tablemirror.function.Ticker;

/** Signatures as they arrive, against a server that works them out by itself. */
@Timeout(60)
class SignatureTest {
    private static final SigV4 SIGNATURES = new SigV4("secret", "eu-west-1", "es");
    private static final byte[] NO_BODY = {};
    private static final byte[] BULK =
            "{\"index\":{\"_id\":\"1\"}}\n{\"name\":\"S\u00e3o \ud83d\ude80\"}\n".getBytes(UTF_8);

    private static final List<Request> REQUESTS = List.of(
            new Request(
                    "POST", "/products/_bulk", Map.of("timeout", "10ms", "filter_path", "errors,items.*.status"), BULK),
            new Request("GET", Request.path("_alias", "a b/c+d%\u00fc*~'()!$&,;=:@"), Map.of(), NO_BODY),
            new Request(
                    "GET",
                    "/products/_search",
                    Map.of("q", "name:\"s\u00e3o paulo\" AND a+b=c&d", "a", "", "A", "*", "b", "~-._/?:@"),
                    NO_BODY),
            new Request("PUT", Request.path("products-000001"), Map.of(), "{\"settings\":{}}".getBytes(UTF_8)),
            new Request("GET", "/products/_count", Map.of("ignore_unavailable", "true"), NO_BODY),
            new Request("DELETE", "/products", Map.of("b", "2", "a", "1"), NO_BODY),
            new Request("POST", "/_aliases", Map.of(), new byte[100_000]));

    @Test
    void everySignatureIsRight() throws IOException {
        signaturesAreRight(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    }

    @Test
    void everySignatureWithASessionTokenIsRight() throws IOException {
        for (Arrived request : signaturesAreRight(AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "tok/en+=="))) {
            assertEquals(List.of("tok/en+=="), request.headers().get("X-Amz-Security-Token"));
        }
    }

    private static List<Arrived> signaturesAreRight(AwsCredentials credentials) throws IOException {
        try (SignedServer server = new SignedServer(SIGNATURES);
                SignedOpenSearch openSearch = new SignedOpenSearch(
                        server.address(), Region.EU_WEST_1, StaticCredentialsProvider.create(credentials))) {
            for (Request request : REQUESTS) {
                Reply reply = openSearch.send(request, Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM));
                assertEquals(200, reply.status(), () -> request + ": " + reply);
            }
            List<Arrived> arrived = List.copyOf(server.arrived);
            assertEquals(REQUESTS.size(), arrived.size());
            arrived.forEach(server::everyChangeIsNoticed);
            return arrived;
        }
    }

    @Test
    void anotherSecretIsRefused() throws IOException {
        try (SignedServer server = new SignedServer(SIGNATURES);
                SignedOpenSearch openSearch = new SignedOpenSearch(
                        server.address(),
                        Region.EU_WEST_1,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "other")))) {
            Reply reply = openSearch.send(REQUESTS.getFirst(), Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM));
            assertEquals(403, reply.status());
            assertTrue(new String(reply.body(), UTF_8).startsWith("signature is wrong"), reply::toString);
        }
    }
}
