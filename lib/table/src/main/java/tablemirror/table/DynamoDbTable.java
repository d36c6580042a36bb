package tablemirror.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.Value;
import tablemirror.function.Deadline;

/** A table in DynamoDB. Translates and calls, decides nothing. Thread-safe. */
public final class DynamoDbTable implements BatchGet, TableScan {
    /** One lost packet must not cost the whole invocation. */
    private static final Duration ATTEMPT = Duration.ofSeconds(10);

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoDbTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** A client for region, credentials and endpoint of the environment. */
    public static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(Duration.ofSeconds(2)))
                .build();
    }

    @Override
    public Answer get(List<Key> keys, Deadline deadline) {
        KeysAndAttributes asked = KeysAndAttributes.builder()
                .keys(keys.stream().map(DynamoDbTable::attributes).toList())
                .consistentRead(true)
                .build();
        try {
            return answer(dynamoDb.batchGetItem(
                    r -> r.requestItems(Map.of(table, asked)).overrideConfiguration(within(deadline))));
        } catch (DynamoDbException e) {
            throw isRefusal(e) ? new KeysRefused(table, e) : new TableUnavailable(table, e);
        } catch (SdkException | IllegalArgumentException e) {
            // The second: a value of a type, or a number, that is not to be guessed at.
            throw new TableUnavailable(table, e);
        }
    }

    /** A key of another type than the table's has this code, and one that is empty. */
    private static boolean isRefusal(DynamoDbException e) {
        return e.awsErrorDetails() != null
                && "ValidationException".equals(e.awsErrorDetails().errorCode());
    }

    @Override
    public Page scan(Part part, Optional<Map<String, Value>> after, int most, Deadline deadline) {
        try {
            ScanResponse response = dynamoDb.scan(r -> {
                r.tableName(table)
                        .segment(part.segment())
                        .totalSegments(part.segments())
                        .limit(most)
                        .consistentRead(true)
                        .overrideConfiguration(within(deadline));
                after.ifPresent(key -> r.exclusiveStartKey(keyAttributes(key)));
            });
            Instant date = date(response)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "DynamoDB's answer has no Date that can be read, and no version is made without it"));
            return new Page(
                    response.items().stream()
                            .map(item -> new Item(AttributeValues.values(item)))
                            .toList(),
                    response.hasLastEvaluatedKey()
                                    && !response.lastEvaluatedKey().isEmpty()
                            ? Optional.of(AttributeValues.values(response.lastEvaluatedKey()))
                            : Optional.empty(),
                    date);
        } catch (SdkException | IllegalArgumentException e) {
            throw new TableUnavailable(table, e);
        }
    }

    @Override
    public Description describe(Deadline deadline) {
        try {
            TableDescription description = dynamoDb.describeTable(
                            r -> r.tableName(table).overrideConfiguration(within(deadline)))
                    .table();
            Map<String, KeyType> types = new LinkedHashMap<>();
            description
                    .attributeDefinitions()
                    .forEach(attribute ->
                            types.put(attribute.attributeName(), KeyType.valueOf(attribute.attributeTypeAsString())));
            return new Description(types, description.itemCount() == null ? 0 : description.itemCount());
        } catch (SdkException | IllegalArgumentException e) {
            throw new TableUnavailable(table, e);
        }
    }

    private static AwsRequestOverrideConfiguration within(Deadline deadline) {
        // The SDK refuses a timeout of zero.
        Duration left = deadline.remaining().plusMillis(1);
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left)
                .apiCallAttemptTimeout(left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT)
                .build();
    }

    private static Answer answer(BatchGetItemResponse response) {
        // Only one table was asked, by its name or its ARN: under which of them it answers does not matter.
        return new Answer(
                response.responses().values().stream()
                        .flatMap(Collection::stream)
                        .map(item -> new Item(AttributeValues.values(item)))
                        .toList(),
                response.unprocessedKeys().values().stream()
                        .flatMap(unprocessed -> unprocessed.keys().stream())
                        .map(AttributeValues::values)
                        .toList(),
                date(response));
    }

    private static Optional<Instant> date(DynamoDbResponse response) {
        return response.sdkHttpResponse().firstMatchingHeader("Date").flatMap(DynamoDbTable::date);
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, AttributeValue> attributes(Key key) {
        return keyAttributes(key.attributes());
    }

    private static Map<String, AttributeValue> keyAttributes(Map<String, Value> key) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        key.forEach((name, value) -> attributes.put(name, AttributeValues.key(value)));
        return attributes;
    }
}
