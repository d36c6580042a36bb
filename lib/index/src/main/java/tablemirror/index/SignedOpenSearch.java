package tablemirror.index;

import com.fasterxml.jackson.core.JsonFactory;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.opensearch.client.json.JsonpMapper;
import org.opensearch.client.json.jackson.JacksonJsonProvider;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import tablemirror.function.Deadline;

/**
 * OpenSearch on the wire: opensearch-java's generic client, every request signed with SigV4 (service {@code es}), over
 * https or, for a local server, http. Whatever goes wrong below is an {@link IOException} here, and every status a
 * {@link Reply}. No request outlives its deadline. Build it once; safe to share between threads.
 */
public final class SignedOpenSearch implements OpenSearch, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Above the time a bulk gives OpenSearch to wait, so that its answer comes first. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Region region;
    private final AwsSdk2TransportOptions options;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor aborts;

    /**
     * A client for one domain.
     *
     * @param endpoint http or https, host and port; no path
     */
    public SignedOpenSearch(URI endpoint, Region region, AwsCredentialsProvider credentials) {
        this.endpoint = endpoint;
        this.region = region;
        // Compression off: inside one region the network is cheaper than the function's CPU time.
        this.options = AwsSdk2TransportOptions.builder()
                .setCredentials(credentials)
                .setMapper(new StreamsOnly())
                .setRequestCompressionSize(Integer.MAX_VALUE)
                .setResponseCompression(false)
                .build();
        this.http = Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .build();
        this.aborts = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "opensearch-deadline");
            thread.setDaemon(true);
            return thread;
        });
        aborts.setRemoveOnCancelPolicy(true);
    }

    /** The same for region and credentials of the environment. */
    public static SignedOpenSearch ofEnvironment(URI endpoint) {
        return new SignedOpenSearch(
                endpoint,
                new DefaultAwsRegionProviderChain().getRegion(),
                DefaultCredentialsProvider.builder().build());
    }

    @Override
    public Reply send(Request request, Deadline deadline) throws IOException {
        if (deadline.hasPassed()) {
            throw new IOException("%s not sent, the deadline has passed".formatted(request));
        }
        try (TimedCall call = new TimedCall(http, endpoint.getScheme(), aborts, deadline)) {
            return send(request, call);
        }
    }

    private Reply send(Request request, TimedCall call) throws IOException {
        // A transport of its own for each request costs a few objects and ties the deadline to this very exchange.
        var transport = new AwsSdk2Transport(call, endpoint.getRawAuthority(), region, options);
        try {
            Response response = new OpenSearchGenericClient(transport).execute(toGeneric(request));
            return new Reply(
                    response.getStatus(),
                    response.getBody().map(Body::bodyAsBytes).orElseGet(() -> new byte[0]));
        } catch (IOException | RuntimeException e) {
            // The transport throws on 403, and unchecked exceptions of many kinds on what it cannot read.
            if (call.refused().isPresent()) {
                return call.refused().get();
            }
            String why = call.isAborted() ? "aborted at its deadline" : "failed";
            throw new IOException("%s to %s %s: %s".formatted(request, endpoint, why, e), e);
        }
    }

    private static org.opensearch.client.opensearch.generic.Request toGeneric(Request request) {
        var generic = Requests.builder()
                .method(request.method())
                .endpoint(request.path())
                .query(request.query());
        if (request.body().length > 0) {
            generic = generic.body(Body.from(request.body(), "application/json"));
        }
        return generic.build();
    }

    @Override
    public void close() {
        aborts.shutdownNow();
        http.close();
    }

    /** JSON as streams and no objects: the generic client needs no more, and so Jackson's data binding stays away. */
    private static final class StreamsOnly implements JsonpMapper {
        private final JsonProvider provider = new JacksonJsonProvider(new JsonFactory());

        @Override
        public JsonProvider jsonProvider() {
            return provider;
        }

        @Override
        public <T> T deserialize(JsonParser parser, Class<T> type) {
            throw new UnsupportedOperationException("%s from JSON".formatted(type));
        }

        @Override
        public <T> void serialize(T value, JsonGenerator generator) {
            throw new UnsupportedOperationException("%s to JSON".formatted(value.getClass()));
        }
    }
}
