package tablemirror.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the build leaves what the local run starts. {@code root} is the directory of template.yaml. */
record BuildOutput(Path root) {
    BuildOutput {
        root = root.toAbsolutePath().normalize();
    }

    /** Of the checkout that the working directory lies in. */
    static BuildOutput find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path each = start; each != null; each = each.getParent()) {
            if (Files.exists(each.resolve("template.yaml"))) {
                return new BuildOutput(each);
            }
        }
        throw new UsageError("%s is not inside a checkout: there is no template.yaml above it".formatted(start));
    }

    Path template() {
        return root.resolve("template.yaml");
    }

    /** The class that every process starts with. */
    Path child() {
        return built("local/child/target/local-child.jar");
    }

    /** The jars of Lambda's runtime. */
    Path runtime() {
        return built("local/target/runtime");
    }

    /** The class path of {@code local/<server>}. */
    List<Path> server(String server) {
        Path target = root.resolve("local/%s/target".formatted(server));
        return List.of(
                child(),
                built("local/%s/target/local-%s.jar".formatted(server, server)),
                target.resolve("lib").resolve("*"));
    }

    private Path built(String path) {
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new UsageError("%s is missing: build it with mvn package".formatted(file));
        }
        return file;
    }
}
