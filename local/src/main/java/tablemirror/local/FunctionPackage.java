package tablemirror.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A function's zip, unpacked, and how to start a process of it: under AWS's runtime interface client, with the
 * environment, memory and flags that Lambda would give it.
 */
final class FunctionPackage {
    /** Lambda leaves the rest of the memory to the JVM itself. */
    private static final double HEAP_SHARE = 0.85;

    private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
    /** As Lambda starts a JVM where the function's own options do not say otherwise. */
    private static final String DEFAULT_TIER = "-XX:TieredStopAtLevel=1";

    private static final String RUNTIME_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_CLIENT =
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=";

    private final FunctionSpec function;
    private final Path directory;
    private final LambdaRuntime runtime;
    private final Path log;
    private final Map<String, String> environment;

    private FunctionPackage(
            FunctionSpec function, Path directory, LambdaRuntime runtime, Path log, Map<String, String> environment) {
        this.function = function;
        this.directory = directory;
        this.runtime = runtime;
        this.log = log;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Unpacks it.
     *
     * @param shared environment variables beside the function's own, which win
     */
    static FunctionPackage unpack(
            FunctionSpec function, DataDirectory data, LambdaRuntime runtime, Map<String, String> shared) {
        if (!Files.exists(function.zip())) {
            throw new UsageError(
                    "%s of function %s is missing: build it with mvn package".formatted(function.zip(), function.id()));
        }
        Path directory = data.function(function.id());
        unzip(function.zip(), directory);
        Map<String, String> environment = new LinkedHashMap<>(shared);
        environment.putAll(function.environment());
        environment.putAll(lambdaVariables(function, directory));
        return new FunctionPackage(function, directory, runtime, data.log(function.id()), environment);
    }

    FunctionSpec function() {
        return function;
    }

    Path log() {
        return log;
    }

    ChildProcess start(String runtimeApi) {
        JavaCommand command = new JavaCommand(
                runtime.classPath(),
                List.of(
                        "-Xmx%dm".formatted((int) (function.memoryMegabytes() * HEAP_SHARE)),
                        "-XX:+UseSerialGC",
                        NATIVE_CLIENT + runtime.nativeLibrary()),
                RUNTIME_CLIENT,
                List.of(function.handler()));
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.merge(TOOL_OPTIONS, DEFAULT_TIER, (own, first) -> first + " " + own);
        return ChildProcess.start(command, directory, all, log);
    }

    private static Map<String, String> lambdaVariables(FunctionSpec function, Path directory) {
        return Map.of(
                "_HANDLER",
                function.handler(),
                "LAMBDA_TASK_ROOT",
                directory.toString(),
                "AWS_LAMBDA_FUNCTION_NAME",
                function.id(),
                "AWS_LAMBDA_FUNCTION_VERSION",
                "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                Integer.toString(function.memoryMegabytes()),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "on-demand",
                "AWS_LAMBDA_LOG_GROUP_NAME",
                "/aws/lambda/" + function.id(),
                "AWS_LAMBDA_LOG_STREAM_NAME",
                "local");
    }

    private static void unzip(Path zip, Path directory) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                write(entry, in, directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + zip, e);
        }
    }

    private static void write(ZipEntry entry, InputStream in, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the entry %s points out of the package".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
