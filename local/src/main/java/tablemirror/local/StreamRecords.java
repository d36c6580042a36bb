package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * Turns records as DynamoDB Local gives them into records as Lambda hands them to a function: JSON, binary in base64,
 * times and sequence numbers as the service has them. Not safe to share between threads.
 */
final class StreamRecords {
    private final String streamArn;
    private final StreamPresentation presentation = new StreamPresentation();
    private final LongSupplier nowSeconds;

    StreamRecords(String streamArn, LongSupplier nowSeconds) {
        this.streamArn = streamArn;
        this.nowSeconds = nowSeconds;
    }

    PresentedRecord present(Record record) {
        StreamRecord change = record.dynamodb();
        BigInteger counted = new BigInteger(change.sequenceNumber());
        long minute = change.approximateCreationDateTime().getEpochSecond();
        long second = presentation.creationSecond(counted, minute, nowSeconds.getAsLong());
        BigInteger sequenceNumber = StreamPresentation.sequenceNumber(counted);
        ObjectNode json = json(record, sequenceNumber, second);
        return new PresentedRecord(sequenceNumber, second, Json.bytes(json));
    }

    private ObjectNode json(Record record, BigInteger sequenceNumber, long second) {
        ObjectNode json = Json.object()
                .put("eventID", record.eventID())
                .put("eventName", record.eventNameAsString())
                .put("eventVersion", record.eventVersion())
                .put("eventSource", record.eventSource())
                .put("awsRegion", Aws.REGION);
        json.set("dynamodb", change(record.dynamodb(), sequenceNumber, second));
        if (record.userIdentity() != null) {
            json.putObject("userIdentity")
                    .put("type", record.userIdentity().type())
                    .put("principalId", record.userIdentity().principalId());
        }
        return json.put("eventSourceARN", streamArn);
    }

    private static ObjectNode change(StreamRecord change, BigInteger sequenceNumber, long second) {
        ObjectNode json = Json.object().put("ApproximateCreationDateTime", second);
        json.set("Keys", attributes(change.keys()));
        if (change.hasNewImage()) {
            json.set("NewImage", attributes(change.newImage()));
        }
        if (change.hasOldImage()) {
            json.set("OldImage", attributes(change.oldImage()));
        }
        return json.put("SequenceNumber", sequenceNumber.toString())
                .put("SizeBytes", change.sizeBytes())
                .put("StreamViewType", change.streamViewTypeAsString());
    }

    private static ObjectNode attributes(Map<String, AttributeValue> attributes) {
        ObjectNode json = Json.object();
        attributes.forEach((name, value) -> json.set(name, attribute(value)));
        return json;
    }

    /** DynamoDB JSON. Binary nodes are written in base64. */
    private static ObjectNode attribute(AttributeValue value) {
        ObjectNode json = Json.object();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case B -> json.put("B", value.b().asByteArray());
            case SS -> json.set("SS", list(value.ss(), text -> json.textNode(text)));
            case NS -> json.set("NS", list(value.ns(), text -> json.textNode(text)));
            case BS -> json.set("BS", list(value.bs(), bytes -> binary(json, bytes)));
            case M -> json.set("M", attributes(value.m()));
            case L -> json.set("L", list(value.l(), StreamRecords::attribute));
            case BOOL -> json.put("BOOL", value.bool());
            case NUL -> json.put("NULL", true);
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("an attribute of unknown type: " + value);
        }
        return json;
    }

    private static JsonNode binary(ObjectNode factory, SdkBytes bytes) {
        return factory.binaryNode(bytes.asByteArray());
    }

    private static <T> ArrayNode list(List<T> values, Function<T, JsonNode> toJson) {
        ArrayNode json = Json.array();
        values.forEach(value -> json.add(toJson.apply(value)));
        return json;
    }
}
