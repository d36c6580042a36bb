package tablemirror.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own on this class path, for what must not share a JVM with the measurements before it. */
final class ChildJvm {
    /** As Lambda's Java runtime starts functions of 1 GiB with the template's options, and the local run too. */
    static final List<String> AS_DEPLOYED = List.of("-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

    /** Without the optimising compiler, as Lambda would start them by itself. */
    static final List<String> ONE_COMPILER = List.of("-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

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
