package tablemirror.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A received message as a function gets it. The group is the message's own id in a queue without groups. */
@SuppressWarnings("ArrayRecordComponent")
record QueueMessage(String id, String group, String receiptHandle, byte[] json) {
    static QueueMessage of(Message message, String queueArn) {
        String group = message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        return new QueueMessage(
                message.messageId(),
                group == null ? message.messageId() : group,
                message.receiptHandle(),
                Json.bytes(json(message, queueArn)));
    }

    private static ObjectNode json(Message message, String queueArn) {
        ObjectNode json = Json.object()
                .put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        ObjectNode attributes = json.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        ObjectNode own = json.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> own.set(name, attribute(value)));
        json.put("md5OfBody", message.md5OfBody());
        if (message.md5OfMessageAttributes() != null) {
            json.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
        }
        return json.put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", Aws.REGION);
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode json = Json.object();
        if (value.stringValue() != null) {
            json.put("stringValue", value.stringValue());
        }
        if (value.binaryValue() != null) {
            json.put("binaryValue", value.binaryValue().asByteArray());
        }
        json.set("stringListValues", Json.array());
        json.set("binaryListValues", Json.array());
        return json.put("dataType", value.dataType());
    }
}
