package tablemirror.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replies of a real OpenSearch 3.8.0, kept as files named {@code <case>.<status>.json}. Each was asked for with the
 * operations that {@link #operations()} makes up again from the reply's own items.
 */
record Golden(String name, Reply reply) {
    private static final Pattern ITEM = Pattern.compile("\\{\"(index|delete|update)\":\\{\"status\"");

    static Golden read(String name) {
        return read(root().resolve(name));
    }

    static Stream<Golden> folder(String name) {
        try (Stream<Path> files = Files.list(root().resolve(name))) {
            return files.sorted().map(Golden::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden read(Path file) {
        String name = file.getFileName().toString();
        String[] parts = name.split("\\.", -1);
        try {
            return new Golden(name, new Reply(Integer.parseInt(parts[1]), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            URI replies = Golden.class.getResource("/replies").toURI();
            // Where another module runs these tests they are in a jar.
            return replies.getScheme().equals("jar") ? open(replies).getPath("/replies") : Path.of(replies);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileSystem open(URI jar) throws IOException {
        try {
            return FileSystems.getFileSystem(jar);
        } catch (FileSystemNotFoundException e) {
            return FileSystems.newFileSystem(jar, Map.of());
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        Matcher items = ITEM.matcher(new String(reply.body(), StandardCharsets.UTF_8));
        while (items.find()) {
            String id = Integer.toString(operations.size());
            switch (items.group(1)) {
                case "index" -> operations.add(new Operation.Index(id, 1, new byte[] {'{', '}'}));
                case "delete" -> operations.add(new Operation.Delete(id, 1));
                default -> {} // The guard of deletes that travel alone.
            }
        }
        return operations.isEmpty() ? List.of(new Operation.Index("0", 1, new byte[] {'{', '}'})) : operations;
    }

    @Override
    public String toString() {
        return name;
    }
}
