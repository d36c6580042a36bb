package tablemirror.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A rule of the design, and how to break it: in the source of one class this text becomes that one. The text must stand
 * there exactly once, so that a mutation which no longer fits its class fails instead of testing nothing.
 *
 * @param file below the directory of the whole project
 * @param secondNet why nobody notices, where that is so
 */
record Mutation(String rule, Path file, String from, String to, String secondNet) {

    static Mutation of(String rule, String module, String className, String from, String to) {
        Path file = Path.of(module, "src/main/java", className.replace('.', '/') + ".java");
        return new Mutation(rule, file, from, to, "");
    }

    /** A rule that others make superfluous as long as they hold, and how: then nobody notices that it is broken. */
    Mutation secondNet(String why) {
        return new Mutation(rule, file, from, to, why);
    }

    boolean isSecondNet() {
        return !secondNet.isEmpty();
    }

    /** The class's name, fully qualified. */
    String className() {
        Path inSources = file.subpath(sourcesLength(), file.getNameCount());
        return inSources.toString().replace(".java", "").replace('/', '.');
    }

    private int sourcesLength() {
        int length = 0;
        while (!file.getName(length).toString().equals("java")) {
            length++;
        }
        return length + 1;
    }

    /** The class's source with the rule broken. */
    String source(Path project) throws IOException {
        String source = Files.readString(project.resolve(file));
        int at = source.indexOf(from);
        if (at < 0 || source.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(
                    "mutation \"%s\": %s must have this text exactly once, follow its change: %s"
                            .formatted(rule, file, from));
        }
        return source.replace(from, to);
    }

    @Override
    public String toString() {
        return rule;
    }
}
