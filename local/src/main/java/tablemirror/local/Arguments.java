package tablemirror.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.function.IntFunction;

/** The command line of {@code ./run-local}. */
final class Arguments {
    private static final Map<String, String> SET_OTHERWISE = Map.of(
            "TableName", "use --table",
            "PartitionKey", "use --partition-key",
            "SortKey", "use --sort-key",
            "StreamArn", "it is that of the table's stream");

    private LocalOptions options = LocalOptions.defaults();
    private boolean sample = true;
    private boolean exit;

    private Arguments() {}

    /** Reads it; an error names the first argument that is wrong. */
    static Arguments parse(String... line) {
        Arguments arguments = new Arguments();
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(line));
        while (!rest.isEmpty()) {
            arguments.take(rest.pop(), rest);
        }
        arguments.checkSample();
        return arguments;
    }

    LocalOptions options() {
        return options;
    }

    boolean sample() {
        return sample;
    }

    boolean exit() {
        return exit;
    }

    private void take(String option, Deque<String> rest) {
        switch (option) {
            case "--no-sample" -> sample = false;
            case "--exit" -> exit = true;
            case "--table" -> options = options.withTable(value(option, rest));
            case "--partition-key" -> options = options.withPartitionKey(value(option, rest));
            case "--sort-key" -> options = options.withSortKey(value(option, rest));
            case "--data" -> options = options.withData(Path.of(value(option, rest)));
            case "--parameter" -> parameter(value(option, rest));
            case "--port-dynamodb" -> port(option, rest, options.ports()::withDynamodb);
            case "--port-sqs" -> port(option, rest, options.ports()::withSqs);
            case "--port-opensearch" -> port(option, rest, options.ports()::withOpensearch);
            case "--port-s3" -> port(option, rest, options.ports()::withS3);
            case "--port-lambda" -> port(option, rest, options.ports()::withLambda);
            case "--port-states" -> port(option, rest, options.ports()::withStates);
            case "--port-ssm" -> port(option, rest, options.ports()::withSsm);
            default -> throw new UsageError("unknown option %s: see ./run-local --help".formatted(option));
        }
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new UsageError("%s needs a value: see ./run-local --help".formatted(option));
        }
        return rest.pop();
    }

    private void parameter(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new UsageError("--parameter is '%s', must be Key=Value".formatted(text));
        }
        String name = text.substring(0, equals);
        if (SET_OTHERWISE.containsKey(name)) {
            throw new UsageError(
                    "parameter %s is not set with --parameter: %s".formatted(name, SET_OTHERWISE.get(name)));
        }
        options = options.withParameter(name, text.substring(equals + 1));
    }

    private void port(String option, Deque<String> rest, IntFunction<Ports> change) {
        String text = value(option, rest);
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) {
            throw new UsageError("%s is '%s', must be 0..65535".formatted(option, text));
        }
        options = options.withPorts(change.apply(port));
    }

    private void checkSample() {
        KeyAttribute key = KeyAttribute.parse(Sample.PARTITION_KEY, "the sample's key");
        if (sample && (!options.partitionKey().equals(key) || options.sortKey().isPresent())) {
            throw new UsageError("the sample has the partition key %s and no sort key: add --no-sample"
                    .formatted(Sample.PARTITION_KEY));
        }
    }
}
