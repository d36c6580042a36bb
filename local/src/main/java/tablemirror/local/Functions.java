package tablemirror.local;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The template's functions, by logical id. */
final class Functions implements AutoCloseable {
    private final Map<String, LocalFunction> byId = new LinkedHashMap<>();

    /**
     * Unpacks them.
     *
     * @param environment variables beside each function's own
     */
    Functions(
            Deployment deployment,
            DataDirectory data,
            LambdaRuntime runtime,
            Map<String, String> environment,
            Progress progress) {
        for (FunctionSpec spec : deployment.functions()) {
            FunctionPackage unpacked = FunctionPackage.unpack(spec, data, runtime, environment);
            byId.put(spec.id(), new LocalFunction(unpacked, progress));
        }
    }

    /** Starts a process of each that an event source feeds: a bad setting shows now, and the first change is fast. */
    void warm(Progress progress) throws InterruptedException {
        for (LocalFunction function : all()) {
            if (!function.spec().eventSources().isEmpty()) {
                progress.step("starting " + function.spec().id());
                function.warm();
                progress.say("%s is up".formatted(function.spec().id()));
            }
        }
    }

    Collection<LocalFunction> all() {
        return List.copyOf(byId.values());
    }

    List<String> ids() {
        return byId.keySet().stream().sorted().toList();
    }

    Optional<LocalFunction> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    LocalFunction get(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalArgumentException("there is no function %s, only %s".formatted(id, ids())));
    }

    @Override
    public void close() {
        all().forEach(LocalFunction::close);
    }
}
