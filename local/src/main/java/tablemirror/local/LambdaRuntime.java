package tablemirror.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What stands in for Lambda's Java runtime: AWS's runtime interface client from the build, and its native library taken
 * out of the jar, because the client would write it to one fixed path, where processes that start together race.
 */
record LambdaRuntime(List<Path> classPath, Path nativeLibrary) {
    private static final String CLIENT = "aws-lambda-java-runtime-interface-client-";

    LambdaRuntime {
        classPath = List.copyOf(classPath);
    }

    static LambdaRuntime prepare(BuildOutput build, DataDirectory data) {
        Path library = data.root().resolve("libaws-lambda-jni.so");
        try (Stream<Path> jars = Files.list(build.runtime())) {
            Path client = jars.filter(jar -> jar.getFileName().toString().startsWith(CLIENT))
                    .findAny()
                    .orElseThrow(() -> new UsageError(
                            build.runtime() + " has no runtime interface client: " + "build it with mvn package"));
            extract(client, libraryName(), library);
        } catch (IOException e) {
            throw new UncheckedIOException("the runtime interface client cannot be prepared", e);
        }
        return new LambdaRuntime(List.of(build.child(), build.runtime().resolve("*")), library);
    }

    private static void extract(Path jar, String name, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("jni/" + name);
            if (entry == null) {
                throw new UsageError("AWS's runtime interface client has no %s: run this on Linux, x86_64 or aarch64"
                        .formatted(name));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String libraryName() {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
        String system = System.getProperty("os.name").startsWith("Linux") ? "linux" : System.getProperty("os.name");
        boolean musl = Files.exists(Path.of("/lib/ld-musl-%s.so.1".formatted(machine.replace("aarch_64", "aarch64"))));
        return "libaws-lambda-jni.%s%s-%s.so".formatted(system, musl ? "_musl" : "", machine);
    }
}
