package tablemirror.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 failure destination: one JSON object per failed batch, named and built as Lambda does, the records included.
 * Safe to share between threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Failure destinations</a>
 */
final class FailureBucket implements FailureDestination {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);
    private static final String MAPPING = "00000000-0000-0000-0000-000000000000";
    private static final String SHARD = "shardId-local";

    private final S3Client client;
    private final String bucket;
    private final String functionArn;
    private final String streamArn;

    FailureBucket(S3Client client, String bucket, String functionArn, String streamArn) {
        this.client = client;
        this.bucket = bucket;
        this.functionArn = functionArn;
        this.streamArn = streamArn;
    }

    @Override
    public void take(List<PresentedRecord> records, String condition, int invocations) {
        Instant now = Instant.now();
        String name = "aws/lambda/%s/%s/%s/%s-%s"
                .formatted(MAPPING, SHARD, DAY.format(now), TIME.format(now), UUID.randomUUID());
        ObjectNode json = Json.object();
        json.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", functionArn)
                .put("condition", condition)
                .put("approximateInvokeCount", invocations);
        json.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        json.put("version", "1.0").put("timestamp", now.toString());
        json.set("DDBStreamBatchInfo", batch(records));
        json.put(
                "payload",
                new String(Event.of(records.stream().map(PresentedRecord::json).toList()), StandardCharsets.UTF_8));
        client.putObject(
                request -> request.bucket(bucket).key(name).contentType("application/json"),
                RequestBody.fromBytes(Json.bytes(json)));
    }

    private ObjectNode batch(List<PresentedRecord> records) {
        PresentedRecord first = records.getFirst();
        PresentedRecord last = records.getLast();
        return Json.object()
                .put("shardId", SHARD)
                .put("startSequenceNumber", first.sequenceNumber().toString())
                .put("endSequenceNumber", last.sequenceNumber().toString())
                .put("approximateArrivalOfFirstRecord", time(first))
                .put("approximateArrivalOfLastRecord", time(last))
                .put("batchSize", records.size())
                .put("streamArn", streamArn);
    }

    private static String time(PresentedRecord record) {
        return Instant.ofEpochSecond(record.creationSecond()).toString();
    }
}
