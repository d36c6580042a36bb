package tablemirror.simulation;

import java.nio.file.Path;

/**
 * How a rule is broken: in the source of one class this text becomes that one. The text must stand there exactly once, so
 * that an edit which no longer fits its class fails instead of testing nothing.
 *
 * @param sources their directory, below that of the whole project
 * @param className fully qualified
 */
record Edit(String sources, String className, String from, String to) {

    Path file() {
        return Path.of(sources, className.replace('.', '/') + ".java");
    }

    /**
     * The class's source with the rule broken.
     *
     * @throws IllegalStateException when the text is not there, or more than once
     */
    String apply(String source) {
        int at = source.indexOf(from);
        if (at < 0 || source.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(
                    "%s must have this text exactly once, follow its change: %s".formatted(file(), from));
        }
        return source.replace(from, to);
    }
}
