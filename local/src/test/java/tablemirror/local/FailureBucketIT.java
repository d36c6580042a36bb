package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Failed records reach S3 as Lambda puts them there, and the S3 of the local run keeps them. */
@TestInstance(Lifecycle.PER_CLASS)
class FailureBucketIT {
    private static final String BUCKET = "failed-records";
    private static final String FUNCTION = FunctionSpec.arn("Producer");
    private static final String STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/T/stream/2026-01-01T00";

    private final LocalServer server = LocalServer.s3();
    private final S3Client s3 = Clients.s3(server.address());

    @BeforeAll
    void createBucket() {
        Buckets.create(List.of(BUCKET), s3);
    }

    @BeforeEach
    void empty() {
        objects().forEach(object -> s3.deleteObject(r -> r.bucket(BUCKET).key(object.key())));
    }

    @AfterAll
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void oneObjectABatchWithTheRecordsInIt() throws IOException {
        take(7, 8);

        String key = objects().getFirst().key();
        assertTrue(
                key.matches("aws/lambda/[0-9a-f-]{36}/shardId-local/\\d{4}/\\d\\d/\\d\\d/"
                        + "\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}"),
                key);
        JsonNode object = content(key);
        assertEquals(FUNCTION, object.at("/requestContext/functionArn").asText());
        assertEquals("RecordAgeExceeded", object.at("/requestContext/condition").asText());
        assertEquals(3, object.at("/requestContext/approximateInvokeCount").asInt());
        assertEquals("7", object.at("/DDBStreamBatchInfo/startSequenceNumber").asText());
        assertEquals("8", object.at("/DDBStreamBatchInfo/endSequenceNumber").asText());
        assertEquals(STREAM, object.at("/DDBStreamBatchInfo/streamArn").asText());
        assertEquals(
                "{\"Records\":[{\"number\":7},{\"number\":8}]}",
                object.path("payload").asText());
    }

    @Test
    void whatWasKeptSurvivesTheEndOfTheServer() throws IOException {
        take(7);

        server.restart();
        Buckets.create(List.of(BUCKET), s3);

        assertEquals(1, objects().size());
        assertEquals(
                FUNCTION,
                content(objects().getFirst().key())
                        .at("/requestContext/functionArn")
                        .asText());
    }

    @Test
    void objectMovesUnderAnotherPrefix() throws IOException {
        take(7);
        String key = objects().getFirst().key();

        s3.copyObject(r ->
                r.sourceBucket(BUCKET).sourceKey(key).destinationBucket(BUCKET).destinationKey("done/" + key));
        s3.deleteObject(r -> r.bucket(BUCKET).key(key));

        assertEquals(
                List.of("done/" + key), objects().stream().map(S3Object::key).toList());
        assertEquals(
                FUNCTION,
                content("done/" + key).at("/requestContext/functionArn").asText());
        assertThrows(NoSuchKeyException.class, () -> content(key));
    }

    @Test
    void bucketThatIsNotThereIsAnErrorAndLosesNothingQuietly() {
        FailureBucket nowhere = new FailureBucket(s3, "nowhere", FUNCTION, STREAM);

        assertThrows(NoSuchBucketException.class, () -> nowhere.take(List.of(record(7)), "RecordAgeExceeded", 1));
    }

    private void take(int... numbers) {
        List<PresentedRecord> records =
                Arrays.stream(numbers).mapToObj(FailureBucketIT::record).toList();
        new FailureBucket(s3, BUCKET, FUNCTION, STREAM).take(records, "RecordAgeExceeded", 3);
    }

    private static PresentedRecord record(int number) {
        byte[] json = "{\"number\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
        return new PresentedRecord(BigInteger.valueOf(number), 1_700_000_000, json);
    }

    private List<S3Object> objects() {
        return s3.listObjectsV2(r -> r.bucket(BUCKET)).contents();
    }

    private JsonNode content(String key) throws IOException {
        return Json.parse(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray());
    }
}
