package tablemirror.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a JVM that ends with this one. It runs on the same Java as this process. */
record JavaCommand(List<Path> classPath, List<String> options, String mainClass, List<String> arguments) {
    private static final String CHILD = "tablemirror.child.Child";

    JavaCommand {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        // The servers and the runtime interface client load native code; without this each start warns of it.
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("-cp");
        line.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        line.add(CHILD);
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }
}
