package tablemirror.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own on this class path, for what must not share a JVM with the measurements before it. */
final class ChildJvm {
    /** As Lambda's Java runtime starts functions of 1 GiB, and the local run too. */
    static final List<String> AS_LAMBDA = List.of("-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** With the optimising compiler, which Lambda leaves out to start sooner. */
    static final List<String> OPTIMISED = List.of("-Xmx870m", "-XX:+UseSerialGC");

    private ChildJvm() {}

    /** Runs it to its end. Returns the last line of its output. */
    static String run(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s ended with %d: %s".formatted(main, process.exitValue(), output));
        }
        return output.substring(output.lastIndexOf('\n') + 1);
    }
}
