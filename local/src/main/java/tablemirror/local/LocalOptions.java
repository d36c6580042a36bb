package tablemirror.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What can be chosen about a local run. The defaults are those of {@code ./run-local}. */
record LocalOptions(
        String table,
        KeyAttribute partitionKey,
        Optional<KeyAttribute> sortKey,
        Map<String, String> parameters,
        Optional<Path> data,
        Ports ports,
        Map<String, Duration> timeouts) {
    LocalOptions {
        parameters = Map.copyOf(parameters);
        timeouts = Map.copyOf(timeouts);
    }

    static LocalOptions defaults() {
        return new LocalOptions(
                "Cities",
                new KeyAttribute("cityId", ScalarAttributeType.S),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Ports.DEFAULT,
                Map.of());
    }

    LocalOptions withTable(String name) {
        return new LocalOptions(name, partitionKey, sortKey, parameters, data, ports, timeouts);
    }

    /** As {@code NAME:TYPE}. */
    LocalOptions withPartitionKey(String key) {
        return new LocalOptions(
                table, KeyAttribute.parse(key, "--partition-key"), sortKey, parameters, data, ports, timeouts);
    }

    /** As {@code NAME:TYPE}. */
    LocalOptions withSortKey(String key) {
        return new LocalOptions(
                table,
                partitionKey,
                Optional.of(KeyAttribute.parse(key, "--sort-key")),
                parameters,
                data,
                ports,
                timeouts);
    }

    /** A parameter of the template, in place of its default or of what the local run would give. */
    LocalOptions withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return new LocalOptions(table, partitionKey, sortKey, more, data, ports, timeouts);
    }

    /** Keeps table, queues and index there; without it all are gone with the run. */
    LocalOptions withData(Path directory) {
        return new LocalOptions(table, partitionKey, sortKey, parameters, Optional.of(directory), ports, timeouts);
    }

    LocalOptions withPorts(Ports chosen) {
        return new LocalOptions(table, partitionKey, sortKey, parameters, data, chosen, timeouts);
    }

    /** The time that an invocation of this function gets, by its logical id, in place of the template's. */
    LocalOptions withTimeout(String function, Duration timeout) {
        Map<String, Duration> more = new HashMap<>(timeouts);
        more.put(function, timeout);
        return new LocalOptions(table, partitionKey, sortKey, parameters, data, ports, more);
    }

    /** The template's parameters: what follows from the run itself, and over it what was given. */
    Map<String, String> templateParameters(String streamArn, String openSearch) {
        Map<String, String> all = new HashMap<>();
        all.put("TableName", table);
        all.put("StreamArn", streamArn);
        all.put("PartitionKey", partitionKey.name());
        all.put("SortKey", sortKey.map(KeyAttribute::name).orElse(""));
        all.put("OpenSearchEndpoint", openSearch);
        all.put("OpenSearchDomainArn", Aws.arn("es", "domain/local"));
        all.put("IndexAlias", table.toLowerCase(Locale.ROOT));
        all.putAll(parameters);
        return all;
    }
}
