package tablemirror.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@link ProbeHandler} packaged as a function named Probe. */
final class ProbePackage {
    private ProbePackage() {}

    static FunctionSpec in(Path directory, int memoryMegabytes, Duration timeout, Map<String, String> environment)
            throws IOException {
        Path zip = directory.resolve("probe.zip");
        String entry = ProbeHandler.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                InputStream in = Objects.requireNonNull(
                        ProbeHandler.class.getClassLoader().getResourceAsStream(entry))) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
        return new FunctionSpec(
                "Probe", zip, ProbeHandler.class.getName(), memoryMegabytes, timeout, environment, List.of());
    }
}
