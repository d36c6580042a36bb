package tablemirror.index;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.local.LocalServer;

/** The same contract, kept by a real OpenSearch. */
class RealAdministrationIT extends AdministrationContract {
    private static LocalServer server;

    private SignedOpenSearch openSearch;

    @Override
    OpenSearch openSearch() {
        return openSearch;
    }

    @BeforeAll
    static void startServer() {
        server = LocalServer.openSearch();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        openSearch = new SignedOpenSearch(
                server.address(),
                Region.EU_WEST_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @AfterEach
    void stop() throws IOException {
        openSearch.send(
                new Request("DELETE", "/" + name + "*", Map.of("expand_wildcards", "all"), new byte[0]),
                Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM));
        openSearch.close();
    }
}
