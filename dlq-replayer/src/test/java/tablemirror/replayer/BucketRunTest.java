package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tablemirror.change.Change.Effect;
import tablemirror.replayer.BucketReport.Found;
import tablemirror.replayer.BucketReport.Sample;
import tablemirror.replayer.BucketReport.Span;

/** What becomes of failed records in the bucket. */
class BucketRunTest {
    private static final String INSPECT = "{\"from\":\"s3\"}";
    private static final String REPLAY = "{\"action\":\"replay\",\"from\":\"s3\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world = new World();

    @Test
    void inspectListsObjectsWithSpanAndKeysAndChangesNothing() {
        world.put("a", "new", "old");
        fail("1", "a", "b", "a");
        BucketReport report = world.runBucket(INSPECT);
        assertEquals(1, report.objects());
        assertEquals(new Counts(2, 2, 0, 0, 0), report.counts());
        assertTrue(report.done());
        assertEquals(
                List.of(new Found(
                        "aws/lambda/1",
                        "looked at",
                        "RecordAgeExceeded",
                        new Span("2026-11-20T12:00:00Z", "2026-11-20T11:00:00Z", "2026-11-20T11:00:02Z", 3, 2),
                        List.of(new Sample("a", "would be indexed"), new Sample("b", "already current")))),
                report.found());
        assertEquals(Set.of("aws/lambda/1"), world.bucket.objects.keySet());
        assertEquals(List.of(), world.changes.messages());
        assertEquals(report.found(), dryRun().found());
    }

    @Test
    void replaySendsARereadAKeyAndMovesTheObjectAway() {
        fail("1", "a", "b", "a");
        fail("2", "c");
        BucketReport report = world.runBucket(REPLAY);
        assertEquals(new Counts(3, 3, 3, 0, 0), report.counts());
        assertEquals(2, report.moved());
        assertEquals(
                "replayed, and moved to replayed/aws/lambda/1",
                report.found().getFirst().outcome());
        assertEquals(Set.of("replayed/aws/lambda/1", "replayed/aws/lambda/2"), world.bucket.objects.keySet());
        assertTrue(world.sent().stream().allMatch(change -> change.effect() instanceof Effect.Reread));
        assertEquals(
                List.of("a 3", "b 2", "c 1"),
                world.sent().stream()
                        .map(change -> change.key() + " "
                                + change.origin().sequenceNumber().charAt(0))
                        .toList());
        assertEquals("no failed records: nothing to do", world.runBucket(REPLAY).next());
    }

    @Test
    void manyObjectsAreLookedAtPageByPage() {
        for (int i = 10; i < 30; i++) {
            fail(Integer.toString(i), "item-" + i);
        }
        assertEquals(20, world.runBucket(INSPECT).objects());
        BucketReport limited = world.runBucket("{\"from\":\"s3\",\"limit\":5}");
        assertEquals(5, limited.objects());
        assertFalse(limited.done());
        assertEquals("not the whole bucket was seen, the limit is 5: call again with a higher one", limited.next());
        assertEquals(20, world.runBucket(REPLAY).moved());
    }

    @Test
    void anObjectThatHoldsMoreThanWasAskedForStays() {
        fail("1", "a", "b");
        fail("2", "a");
        BucketReport report =
                world.runBucket("{\"action\":\"replay\",\"from\":\"s3\",\"where\":{\"documentId\":\"a\"}}");
        assertEquals(new Counts(3, 2, 2, 0, 0), report.counts());
        assertEquals(
                "1 of 2 items replayed; it stays for the others",
                report.found().getFirst().outcome());
        assertEquals(Set.of("aws/lambda/1", "replayed/aws/lambda/2"), world.bucket.objects.keySet());
    }

    @Test
    void conditionAndTimeChooseObjects() {
        fail("1", "a");
        assertEquals(0, matched("\"errorType\":\"RetryAttemptsExhausted\""));
        assertEquals(1, matched("\"errorType\":\"RecordAgeExceeded\""));
        assertEquals(1, matched("\"rejectedAfter\":\"2026-11-20T12:00:00Z\""));
        assertEquals(0, matched("\"rejectedBefore\":\"2026-11-20T12:00:00Z\""));
    }

    @Test
    void anObjectIsNotMovedBeforeAllOfItIsSent() {
        fail("1", "a", "b");
        world.changes.refuseSend = message -> message.group().equals("b");
        BucketReport report = world.runBucket(REPLAY);
        assertEquals(new Counts(2, 2, 1, 0, 1), report.counts());
        assertEquals("what failed is still here: call again", report.next());
        assertEquals(Set.of("aws/lambda/1"), world.bucket.objects.keySet());
        world.changes.refuseSend = message -> false;
        assertEquals(1, world.runBucket(REPLAY).moved());
        assertEquals(3, world.changes.messages().size());
    }

    @Test
    void whatCannotBeReadIsShownAndNeverTouched() {
        world.bucket.objects.put("aws/lambda/0", "hello".getBytes(UTF_8));
        world.bucket.objects.put("aws/lambda/1", "{}".getBytes(UTF_8));
        world.bucket.objects.put(
                "aws/lambda/2", "{\"timestamp\":\"2026-11-20T12:00:00Z\",\"payload\":\"{}\"}".getBytes(UTF_8));
        world.bucket.objects.put("other/3", "not Lambda's".getBytes(UTF_8));
        fail("4", "a");
        world.bucket.broken = key -> key.endsWith("4");
        fail("5", "b");
        BucketReport report = world.runBucket(REPLAY);
        assertEquals(5, report.objects());
        assertEquals(4, report.unreadable());
        assertEquals(1, report.moved());
        assertEquals(
                List.of(
                        "unreadable: no JSON",
                        "unreadable: no object of a failure destination: no timestamp",
                        "unreadable: payload: event without records",
                        "unreadable: cannot read s3://fake/aws/lambda/4: refused by the fake",
                        "replayed, and moved to replayed/aws/lambda/5"),
                report.found().stream().map(Found::outcome).toList());
        assertTrue(world.bucket.objects.keySet().containsAll(Set.of("aws/lambda/0", "aws/lambda/4", "other/3")));
    }

    @Test
    void recordsOfAnotherTableAreNotReplayed() {
        put("1", event("a").replace("table/Things/", "table/Others/"));
        BucketReport report = world.runBucket(REPLAY);
        assertEquals(
                "unreadable: payload: record e0 is of table Others, but TableName is Things: set StreamArn and TableName"
                        + " to the same table",
                report.found().getFirst().outcome());
        assertEquals(List.of(), world.changes.messages());
    }

    private int matched(String where) {
        return world.runBucket("{\"from\":\"s3\",\"where\":{%s}}".formatted(where))
                .counts()
                .matched();
    }

    private BucketReport dryRun() {
        return world.runBucket("{\"action\":\"replay\",\"from\":\"s3\",\"dryRun\":true}");
    }

    /** An object as Lambda writes it for records of these items. */
    private void fail(String name, String... ids) {
        put(name, event(ids));
    }

    private void put(String name, String event) {
        ObjectNode object = JSON.createObjectNode().put("version", "1.0").put("timestamp", "2026-11-20T12:00:00.000Z");
        object.putObject("requestContext").put("condition", "RecordAgeExceeded");
        object.put("payload", event);
        world.bucket.objects.put("aws/lambda/" + name, object.toString().getBytes(UTF_8));
    }

    private static String event(String... ids) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (int i = 0; i < ids.length; i++) {
            ObjectNode record = records.addObject()
                    .put("eventID", "e" + i)
                    .put("eventName", "REMOVE")
                    .put("eventSourceARN", "arn:aws:dynamodb:us-east-1:1:table/Things/stream/x");
            ObjectNode change = record.putObject("dynamodb")
                    .put("ApproximateCreationDateTime", 1_795_172_400 + i)
                    .put("SequenceNumber", (i + 1) + "00000000008367680596");
            change.putObject("Keys").putObject("id").put("S", ids[i]);
        }
        return event.toString();
    }
}
