package tablemirror.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The servers and functions that run below this process, as the system sees them. Linux only. */
final class Processes {
    /** The end of a command line → what we call it. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>(Map.of(
            "ProducerHandler", "producer",
            "IndexerHandler", "indexer",
            "ReplayerHandler", "dlq-replayer",
            "RefillHandler", "refill",
            "OpenSearchServer", "OpenSearch",
            "DynamoDbServer", "DynamoDB Local",
            "ElasticMqServer", "ElasticMQ",
            "S3Server", "S3Proxy"));

    private Processes() {}

    /** Processor time by name, of all processes that run now; this one is {@code bench}. */
    static Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new TreeMap<>();
        cpu.put("bench", Duration.ofNanos(Cpu.nanos()));
        ProcessHandle.current()
                .descendants()
                .forEach(process -> name(process)
                        .ifPresent(name -> cpu.merge(
                                name, process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus)));
        return cpu;
    }

    /** The most memory that any process of this name had resident, in bytes. */
    static long peakBytes(String wanted) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> name(process).filter(wanted::equals).isPresent())
                .mapToLong(Processes::peakBytes)
                .max()
                .orElse(0);
    }

    private static long peakBytes(ProcessHandle process) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid())));
            return status.stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    private static Optional<String> name(ProcessHandle process) {
        String line = process.info().commandLine().orElse("");
        return NAMES.entrySet().stream()
                .filter(name -> line.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
