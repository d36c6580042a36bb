package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a local run keeps its files: servers' data, logs, unpacked functions. One that was not asked for is temporary
 * and goes when it is closed.
 */
record DataDirectory(Path root, boolean isTemporary) implements AutoCloseable {
    /** The given directory, else a temporary one. */
    static DataDirectory open(Optional<Path> given) {
        try {
            if (given.isEmpty()) {
                return new DataDirectory(Files.createTempDirectory("tablemirror-"), true);
            }
            Path root = given.get().toAbsolutePath().normalize();
            Files.createDirectories(root);
            return new DataDirectory(root, false);
        } catch (IOException e) {
            throw new UsageError("the data directory %s cannot be made: %s"
                    .formatted(given.map(Path::toString).orElse("in the temporary directory"), e));
        }
    }

    Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    Path function(String id) {
        return root.resolve("functions").resolve(id);
    }

    Path server(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() {
        if (isTemporary) {
            deleteTree(root);
        }
    }

    /** Deletes it and everything under it; nothing happens when it is not there. */
    static void deleteTree(Path top) {
        if (!Files.exists(top)) {
            return;
        }
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be deleted".formatted(top), e);
        }
    }
}
