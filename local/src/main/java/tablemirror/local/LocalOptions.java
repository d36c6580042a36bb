package tablemirror.local;

import java.nio.file.Path;
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
        Ports ports) {
    LocalOptions {
        parameters = Map.copyOf(parameters);
    }

    static LocalOptions defaults() {
        return new LocalOptions(
                "Cities",
                new KeyAttribute("cityId", ScalarAttributeType.S),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Ports.DEFAULT);
    }

    LocalOptions withTable(String name) {
        return new LocalOptions(name, partitionKey, sortKey, parameters, data, ports);
    }

    /** As {@code NAME:TYPE}. */
    LocalOptions withPartitionKey(String key) {
        return new LocalOptions(table, KeyAttribute.parse(key, "--partition-key"), sortKey, parameters, data, ports);
    }

    /** As {@code NAME:TYPE}. */
    LocalOptions withSortKey(String key) {
        return new LocalOptions(
                table, partitionKey, Optional.of(KeyAttribute.parse(key, "--sort-key")), parameters, data, ports);
    }

    /** A parameter of the template, in place of its default or of what the local run would give. */
    LocalOptions withParameter(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return new LocalOptions(table, partitionKey, sortKey, more, data, ports);
    }

    /** Keeps table and index there; without it both are gone with the run. */
    LocalOptions withData(Path directory) {
        return new LocalOptions(table, partitionKey, sortKey, parameters, Optional.of(directory), ports);
    }

    LocalOptions withPorts(Ports chosen) {
        return new LocalOptions(table, partitionKey, sortKey, parameters, data, chosen);
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
