package tablemirror.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Where and when it was measured. */
record Machine(String date, String processor, int processors, long memoryMegabytes, String system, String java) {

    static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                processorName(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() >> 20,
                "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                Runtime.version().toString());
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    Table table() {
        return Table.of(
                        "Machine",
                        "Date",
                        "Processor",
                        "Cores",
                        "Memory MiB",
                        "System",
                        "Java",
                        "Application",
                        "OpenSearch")
                .with(date, processor, processors, memoryMegabytes, system, java, "0.1.0", "3.8.0");
    }
}
