package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a function from its zip as Lambda does on a new worker, against servers that are there already. Not safe to share
 * between threads.
 */
public final class ColdStart implements AutoCloseable {
    private final Mirror mirror;
    private final Deployment deployment;
    private final DataDirectory data;
    private final LambdaRuntime runtime;
    private final Map<String, String> environment;

    /** The application whose servers and settings it uses. */
    public ColdStart(ProxiedMirror mirror) {
        this.mirror = mirror.mirror();
        LocalApplication application = this.mirror.application();
        this.deployment = application.deployment();
        this.data = DataDirectory.open(Optional.empty());
        this.runtime = LambdaRuntime.prepare(BuildOutput.find(), data);
        this.environment = Startup.environment(application.servers(), Ports.DEFAULT);
    }

    /** Logical ids of the functions. */
    public List<String> functions() {
        return deployment.functions().stream().map(FunctionSpec::id).toList();
    }

    public int memoryMegabytes(String function) {
        return spec(function).memoryMegabytes();
    }

    public long zipBytes(String function) {
        try {
            return Files.size(spec(function).zip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One start.
     *
     * @param init from the start of the process until it asks for its first invocation
     * @param firstAnswer from there until it has answered the first
     * @param secondAnswer the same invocation again
     * @param failed whether an answer was an error
     */
    public record Start(Duration init, Duration firstAnswer, Duration secondAnswer, boolean failed) {}

    /** Starts it, invokes it twice with this event, and ends it. */
    public Start start(String function, String event, Map<String, String> more) throws InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        FunctionPackage unpacked = FunctionPackage.unpack(spec(function), data, runtime, all);
        long from = System.nanoTime();
        try (ExecutionEnvironment process = ExecutionEnvironment.start(unpacked)) {
            Invocation start = process.start();
            long ready = System.nanoTime();
            byte[] json = event.getBytes(StandardCharsets.UTF_8);
            Invocation first = process.invoke(json);
            long answered = System.nanoTime();
            Invocation second = process.invoke(json);
            return new Start(
                    Duration.ofNanos(ready - from),
                    Duration.ofNanos(answered - ready),
                    Duration.ofNanos(System.nanoTime() - answered),
                    Stream.of(start, first, second).anyMatch(Invocation.FunctionError.class::isInstance));
        }
    }

    /** The output of all its starts so far. */
    public Path log(String function) {
        return data.log(function);
    }

    private FunctionSpec spec(String function) {
        return deployment.functions().stream()
                .filter(each -> each.id().equals(function))
                .findAny()
                .orElseThrow();
    }

    @Override
    public void close() {
        data.close();
    }
}
