package tablemirror.bucket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import tablemirror.function.Deadline;

/** A bucket in S3. Translates and calls, decides nothing. Thread-safe. */
public final class S3Bucket implements Bucket {
    /** One lost packet must not cost the whole invocation. */
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";

    private final S3Client s3;
    private final String bucket;

    public S3Bucket(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * A client for region, credentials and endpoint of the environment. Where an endpoint is given, a server of one's own,
     * the bucket's name stands in the path: no name server knows it.
     */
    public static S3Client client(Map<String, String> environment) {
        return S3Client.builder()
                .forcePathStyle(environment.containsKey(ENDPOINT))
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
                .build();
    }

    @Override
    public List<Stored> list(String prefix, String after, Deadline deadline) {
        return call(
                "list",
                prefix,
                () -> s3
                        .listObjectsV2(r -> r.bucket(bucket)
                                .prefix(prefix)
                                .startAfter(after.isEmpty() ? null : after)
                                .overrideConfiguration(within(deadline)))
                        .contents()
                        .stream()
                        .map(object -> new Stored(object.key(), object.size()))
                        .toList());
    }

    @Override
    public byte[] get(String key, Deadline deadline) {
        return call(
                "read",
                key,
                () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key).overrideConfiguration(within(deadline)))
                        .asByteArray());
    }

    @Override
    public void move(String key, String to, Deadline deadline) {
        call(
                "move",
                key,
                () -> s3.copyObject(r -> r.sourceBucket(bucket)
                        .sourceKey(key)
                        .destinationBucket(bucket)
                        .destinationKey(to)
                        .overrideConfiguration(within(deadline))));
        call(
                "delete",
                key,
                () -> s3.deleteObject(r -> r.bucket(bucket).key(key).overrideConfiguration(within(deadline))));
    }

    private <T> T call(String what, String key, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new BucketUnavailable(what, bucket, key, e);
        }
    }

    private static AwsRequestOverrideConfiguration within(Deadline deadline) {
        // The SDK refuses a timeout of zero.
        Duration left = deadline.remaining().plusMillis(1);
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT)
                .build();
    }
}
