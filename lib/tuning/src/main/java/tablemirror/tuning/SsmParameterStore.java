package tablemirror.tuning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.utils.IoUtils;
import tablemirror.function.Deadline;

/**
 * Systems Manager's parameter store: GetParameter, signed with SigV4. One attempt a call. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>
 */
public final class SsmParameterStore implements ParameterStore, AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SERVICE = "ssm";
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    /** Shorter than the time between two look-ups: a connection that was idle so long may be gone. */
    private static final Duration MOST_IDLE = Duration.ofSeconds(5);

    private final URI endpoint;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;

    /** @param endpoint http or https, host and port; no path */
    public SsmParameterStore(URI endpoint, Region region, AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
        this.http = Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(CONNECT_TIMEOUT)
                .connectionMaxIdleTime(MOST_IDLE)
                .connectionTimeToLive(MOST_IDLE)
                .build();
    }

    /** For region, credentials and endpoint of the environment, named as for AWS's own clients. */
    public static SsmParameterStore of(Map<String, String> environment) {
        Region region = new DefaultAwsRegionProviderChain().getRegion();
        String own = environment.getOrDefault("AWS_ENDPOINT_URL_SSM", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
        URI endpoint = own.isEmpty()
                ? URI.create("https://" + ServiceMetadata.of(SERVICE).endpointFor(region))
                : URI.create(own);
        return new SsmParameterStore(
                endpoint, region, DefaultCredentialsProvider.builder().build());
    }

    @Override
    public Answer read(String name, Deadline deadline) {
        try {
            byte[] question = question(name);
            return answer(send(question, deadline));
        } catch (IOException | RuntimeException e) {
            String why = deadline.hasPassed() ? "no answer in time: " : "";
            return new Answer.Unavailable("GetParameter from %s: %s%s".formatted(endpoint, why, e));
        }
    }

    private static byte[] question(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("Name", name);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private record Reply(int status, Map<String, String> texts) {}

    private Reply send(byte[] body, Deadline deadline) throws IOException {
        ContentStreamProvider content = () -> new ByteArrayInputStream(body);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(credentials.resolveCredentials())
                        .request(request(body.length))
                        .payload(content)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
        ExecutableHttpRequest exchange = http.prepareRequest(HttpExecuteRequest.builder()
                .request(signed.request())
                .contentStreamProvider(content)
                .build());
        var abort = CompletableFuture.runAsync(
                exchange::abort,
                CompletableFuture.delayedExecutor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        try {
            HttpExecuteResponse response = exchange.call();
            byte[] json = {};
            if (response.responseBody().isPresent()) {
                try (var stream = response.responseBody().get()) {
                    json = IoUtils.toByteArray(stream);
                }
            }
            return new Reply(response.httpResponse().statusCode(), texts(json));
        } finally {
            // What is cancelled before its time does not run.
            abort.cancel(false);
        }
    }

    private SdkHttpRequest request(int bodyBytes) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve("/"))
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", Integer.toString(bodyBytes))
                .putHeader("X-Amz-Target", "AmazonSSM.GetParameter")
                .build();
    }

    private static Answer answer(Reply reply) {
        String value = reply.texts().get("Value");
        if (reply.status() == 200 && value != null) {
            return new Answer.Value(value);
        }
        String type = reply.texts().getOrDefault("__type", "");
        return type.endsWith("ParameterNotFound")
                ? new Answer.Absent()
                : new Answer.Unavailable("GetParameter: %d %s %s"
                        .formatted(reply.status(), type, reply.texts().getOrDefault("message", "")));
    }

    /** All fields of the answer that are texts, however deep: no name is in it twice. */
    private static Map<String, String> texts(byte[] json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(json)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING && in.currentName() != null) {
                    texts.put(in.currentName(), in.getText());
                }
            }
        }
        return texts;
    }

    @Override
    public void close() {
        http.close();
    }
}
