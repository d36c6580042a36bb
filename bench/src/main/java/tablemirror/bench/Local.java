package tablemirror.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.IndexBody;
import tablemirror.index.Indices;
import tablemirror.index.SignedOpenSearch;

/** The functions' own clients, for the servers of this machine. */
final class Local {
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Local() {}

    static SqsClient sqs(URI address) {
        return SqsClient.builder()
                .endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    static SignedOpenSearch openSearch(URI address) {
        return new SignedOpenSearch(address, Region.US_EAST_1, CREDENTIALS);
    }

    /** An empty index of the default body behind this alias. */
    static void createIndex(SignedOpenSearch openSearch, String alias) throws IOException {
        IndexBody body = IndexBody.standard("indexedAt", Duration.ofMinutes(1));
        new Indices(openSearch).createIfAbsent(alias, body, Deadline.in(PATIENCE, Ticker.SYSTEM));
    }
}
