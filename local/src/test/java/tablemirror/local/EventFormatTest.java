package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Events as Lambda's own deserialisation reads them. */
class EventFormatTest {
    private static final long NOW = 1_700_000_045;

    @Test
    void streamRecordArrivesWhole() {
        Record record = Record.builder()
                .eventID("e1")
                .eventName(OperationType.REMOVE)
                .eventVersion("1.1")
                .eventSource("aws:dynamodb")
                .userIdentity(user -> user.type("Service").principalId("dynamodb.amazonaws.com"))
                .dynamodb(change -> change.keys(Map.of("id", AttributeValue.fromS("k")))
                        .oldImage(image())
                        .sequenceNumber("000000000000000000007")
                        .sizeBytes(12L)
                        .streamViewType("NEW_AND_OLD_IMAGES")
                        .approximateCreationDateTime(Instant.ofEpochSecond(NOW - 5)))
                .build();
        StreamRecords records = new StreamRecords("arn:stream", () -> NOW);

        var read = read(DynamodbEvent.class, records.present(record).json())
                .getRecords()
                .getFirst();

        assertEquals("arn:stream", read.getEventSourceARN());
        assertEquals("REMOVE", read.getEventName());
        assertEquals("Service", read.getUserIdentity().getType());
        var change = read.getDynamodb();
        assertEquals("700000000008367686175", change.getSequenceNumber());
        assertEquals(
                Instant.ofEpochSecond(NOW),
                change.getApproximateCreationDateTime().toInstant());
        assertEquals("k", in(change.getKeys(), "id").getS());
        assertNull(change.getNewImage());
        checkImage(change.getOldImage());
    }

    private static Map<String, AttributeValue> image() {
        SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {0, -1});
        return Map.of(
                "n", AttributeValue.fromN("12345678901234567890123456789012345678"),
                "b", AttributeValue.fromB(bytes),
                "bs", AttributeValue.fromBs(List.of(bytes)),
                "ss", AttributeValue.fromSs(List.of("x", "y")),
                "ns", AttributeValue.fromNs(List.of("1", "2")),
                "m", AttributeValue.fromM(Map.of("l", AttributeValue.fromL(List.of(AttributeValue.fromBool(false))))),
                "nul", AttributeValue.fromNul(true),
                "empty", AttributeValue.fromS(""));
    }

    private static void checkImage(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, -1});
        assertEquals("12345678901234567890123456789012345678", in(image, "n").getN());
        assertEquals(bytes, in(image, "b").getB());
        assertEquals(List.of(bytes), in(image, "bs").getBS());
        assertEquals(List.of("x", "y"), in(image, "ss").getSS());
        assertEquals(List.of("1", "2"), in(image, "ns").getNS());
        assertEquals(false, in(in(image, "m").getM(), "l").getL().getFirst().getBOOL());
        assertEquals(true, in(image, "nul").getNULL());
        assertEquals("", in(image, "empty").getS());
    }

    @Test
    void queueMessageArrivesWhole() {
        Message message = Message.builder()
                .messageId("m1")
                .receiptHandle("r1")
                .body("{\"a\":1}")
                .md5OfBody("md5")
                .attributes(Map.of(
                        MessageSystemAttributeName.MESSAGE_GROUP_ID, "g",
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2",
                        MessageSystemAttributeName.SENT_TIMESTAMP, "1700000000000"))
                .messageAttributes(Map.of(
                        "ErrorType",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("t")
                                        .build(),
                        "Raw",
                                MessageAttributeValue.builder()
                                        .dataType("Binary")
                                        .binaryValue(SdkBytes.fromByteArray(new byte[] {1}))
                                        .build()))
                .build();

        var read = read(SQSEvent.class, QueueMessage.of(message, "arn:queue").json())
                .getRecords()
                .getFirst();

        assertEquals("m1", read.getMessageId());
        assertEquals("r1", read.getReceiptHandle());
        assertEquals("{\"a\":1}", read.getBody());
        assertEquals("arn:queue", read.getEventSourceArn());
        assertEquals("g", read.getAttributes().get("MessageGroupId"));
        assertEquals("2", read.getAttributes().get("ApproximateReceiveCount"));
        assertEquals("t", in(read.getMessageAttributes(), "ErrorType").getStringValue());
        assertEquals(
                ByteBuffer.wrap(new byte[] {1}),
                in(read.getMessageAttributes(), "Raw").getBinaryValue());
    }

    private static <T> T in(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static <T> T read(Class<T> type, byte[] record) {
        return LambdaEventSerializers.serializerFor(type, EventFormatTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(Event.of(List.of(record))));
    }
}
