package tablemirror.local;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import tablemirror.function.Backoff;
import tablemirror.function.Ticker;

/** Connects each function with what feeds it. Event sources run from the moment they are made. */
final class EventSources implements AutoCloseable {
    private static final Backoff STREAM_BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final Deployment deployment;
    private final Clients clients;
    private final URI sqs;
    private final Progress progress;
    private final Map<String, EventSource> running = new HashMap<>();

    EventSources(Deployment deployment, Clients clients, URI sqs, Progress progress) {
        this.deployment = deployment;
        this.clients = clients;
        this.sqs = sqs;
        this.progress = progress;
    }

    void start(LocalFunction function) {
        FunctionSpec spec = function.spec();
        for (EventSourceSpec source : spec.eventSources()) {
            EventSource started = switch (source) {
                case EventSourceSpec.Stream stream -> stream(stream, function);
                case EventSourceSpec.Queue queue -> queue(queue, function);
            };
            if (running.put(spec.id(), started) != null) {
                throw new UsageError("%s has two event sources, the local run knows one".formatted(spec.id()));
            }
        }
    }

    /** The one that feeds this function. */
    EventSource of(String functionId) {
        EventSource source = running.get(functionId);
        if (source == null) {
            throw new IllegalArgumentException(
                    "no event source feeds %s, only %s".formatted(functionId, running.keySet()));
        }
        return source;
    }

    private EventSource stream(EventSourceSpec.Stream settings, LocalFunction function) {
        Gate gate = new Gate();
        LongSupplier nowSeconds = () -> System.currentTimeMillis() / 1000;
        StreamDelivery delivery = new StreamDelivery(
                settings,
                event -> gate.pass(() -> function.invoke(event)),
                failures(settings, function.spec()),
                nowSeconds,
                STREAM_BACKOFF,
                Ticker.SYSTEM);
        StreamRecords records = new StreamRecords(settings.source(), nowSeconds);
        return new StreamSource(settings, clients.streams(), records, delivery, gate, progress);
    }

    private FailureDestination failures(EventSourceSpec.Stream settings, FunctionSpec function) {
        if (settings.failureBucket().isEmpty()) {
            return (records, condition, invocations) ->
                    progress.say("%d records for %s are lost: %s, and there is no failure destination"
                            .formatted(records.size(), function.id(), condition));
        }
        return new FailureBucket(clients.s3(), settings.failureBucket(), function.arn(), settings.source());
    }

    private EventSource queue(EventSourceSpec.Queue settings, LocalFunction function) {
        QueueSpec queue = deployment.queues().stream()
                .filter(each -> each.arn().equals(settings.source()))
                .findAny()
                .orElseThrow(() -> new UsageError("%s is fed by %s, which is no queue of the template"
                        .formatted(function.spec().id(), settings.source())));
        return new QueueSource(
                settings, clients.sqs(), queue.url(sqs), new QueueDelivery(settings, function), progress);
    }

    @Override
    public void close() {
        running.values().forEach(EventSource::close);
    }
}
