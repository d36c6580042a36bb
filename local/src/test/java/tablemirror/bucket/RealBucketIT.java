package tablemirror.bucket;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tablemirror.local.LocalServer;

/** A real server keeps the contract. */
class RealBucketIT extends BucketContract {
    private static LocalServer server;
    private static S3Client s3;

    private final String name = "bucket-" + UUID.randomUUID();

    @BeforeAll
    static void startServer() {
        server = LocalServer.s3();
        s3 = S3Client.builder()
                .httpClient(Apache5HttpClient.create())
                .endpointOverride(server.address())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    @AfterAll
    static void stopServer() {
        s3.close();
        server.close();
    }

    @BeforeEach
    void createBucket() {
        s3.createBucket(r -> r.bucket(name));
    }

    @Override
    Bucket bucket() {
        return new S3Bucket(s3, name);
    }

    @Override
    void put(String key, byte[] content) {
        s3.putObject(r -> r.bucket(name).key(key), RequestBody.fromBytes(content));
    }
}
