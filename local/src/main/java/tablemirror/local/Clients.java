package tablemirror.local;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients of the local servers. Safe to share between threads. */
record Clients(DynamoDbClient dynamodb, DynamoDbStreamsClient streams, SqsClient sqs, S3Client s3)
        implements AutoCloseable {
    static Clients of(Servers servers) {
        URI dynamodb = servers.dynamodb().address();
        return new Clients(
                local(DynamoDbClient.builder().httpClient(http()), dynamodb).build(),
                local(DynamoDbStreamsClient.builder().httpClient(http()), dynamodb)
                        .build(),
                local(SqsClient.builder().httpClient(http()), servers.sqs().address())
                        .build(),
                s3(servers.s3().address()));
    }

    static S3Client s3(URI endpoint) {
        return local(S3Client.builder().httpClient(http()), endpoint)
                .forcePathStyle(true)
                .build();
    }

    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }

    private static <B extends AwsClientBuilder<B, ?>> B local(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint).region(Region.of(Aws.REGION)).credentialsProvider(anyCredentials());
    }

    /** No local server looks at them. */
    static AwsCredentialsProvider anyCredentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
    }

    @Override
    public void close() {
        dynamodb.close();
        streams.close();
        sqs.close();
        s3.close();
    }
}
