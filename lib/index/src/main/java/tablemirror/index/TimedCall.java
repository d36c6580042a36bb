package tablemirror.index;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.IoUtils;
import tablemirror.function.Deadline;

/**
 * The shared HTTP client as one request sees it: the exchange is aborted at its deadline, until {@link #close} says
 * that the reply is read. The caller waits in the exchange all the while, so nothing of it runs on behind its back. It also
 * puts plain http where the transport knows only https, and keeps the refusal (403) that the transport would swallow.
 */
final class TimedCall implements SdkHttpClient {
    private final SdkHttpClient shared;
    private final String scheme;
    private final ScheduledExecutorService aborts;
    private final Deadline deadline;
    private volatile boolean aborted;
    private @Nullable ScheduledFuture<?> abort;
    private @Nullable Reply refused;

    TimedCall(SdkHttpClient shared, String scheme, ScheduledExecutorService aborts, Deadline deadline) {
        this.shared = shared;
        this.scheme = scheme;
        this.aborts = aborts;
        this.deadline = deadline;
    }

    boolean isAborted() {
        return aborted;
    }

    /** The 403 that came back, if one did. */
    Optional<Reply> refused() {
        return Optional.ofNullable(refused);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        // The signature covers host, path and body, not the scheme.
        ExecutableHttpRequest exchange = shared.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder().protocol(scheme).build())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .build());
        abort = aborts.schedule(
                () -> {
                    aborted = true;
                    exchange.abort();
                },
                deadline.remaining().toNanos(),
                TimeUnit.NANOSECONDS);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = exchange.call();
                return response.httpResponse().statusCode() == 403 ? keep(response) : response;
            }

            @Override
            public void abort() {
                exchange.abort();
            }
        };
    }

    private HttpExecuteResponse keep(HttpExecuteResponse response) throws IOException {
        byte[] body = {};
        if (response.responseBody().isPresent()) {
            try (var stream = response.responseBody().get()) {
                body = IoUtils.toByteArray(stream);
            }
        }
        refused = new Reply(403, body);
        return HttpExecuteResponse.builder().response(response.httpResponse()).build();
    }

    @Override
    public void close() {
        if (abort != null) {
            abort.cancel(false);
        }
    }
}
