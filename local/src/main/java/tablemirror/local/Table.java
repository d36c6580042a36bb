package tablemirror.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The table that is mirrored. */
final class Table {
    private final DynamoDbClient client;
    private final LocalOptions options;

    Table(DynamoDbClient client, LocalOptions options) {
        this.client = client;
        this.options = options;
    }

    /** Makes the table, with a stream, unless it is there. Answers the ARN of its stream. */
    String createIfMissing() {
        TableDescription table = describe().orElseGet(this::create);
        if (table.latestStreamArn() == null) {
            throw new UsageError(
                    "table %s has no stream: switch one on with aws dynamodb update-table".formatted(options.table()));
        }
        List<String> keys = keys().stream().map(KeyAttribute::name).toList();
        List<String> has =
                table.keySchema().stream().map(KeySchemaElement::attributeName).toList();
        if (!has.equals(keys)) {
            throw new UsageError("table %s has the keys %s, not %s: say so with --partition-key and --sort-key"
                    .formatted(options.table(), has, keys));
        }
        return table.latestStreamArn();
    }

    private Optional<TableDescription> describe() {
        try {
            return Optional.of(client.describeTable(request -> request.tableName(options.table()))
                    .table());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private TableDescription create() {
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> schema = new ArrayList<>();
        for (KeyAttribute key : keys()) {
            attributes.add(AttributeDefinition.builder()
                    .attributeName(key.name())
                    .attributeType(key.type())
                    .build());
            schema.add(KeySchemaElement.builder()
                    .attributeName(key.name())
                    .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        return client.createTable(request -> request.tableName(options.table())
                        .attributeDefinitions(attributes)
                        .keySchema(schema)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription();
    }

    private List<KeyAttribute> keys() {
        List<KeyAttribute> keys = new ArrayList<>(List.of(options.partitionKey()));
        options.sortKey().ifPresent(keys::add);
        return keys;
    }
}
