package tablemirror.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tablemirror.change.Change;
import tablemirror.change.Value;
import tablemirror.function.Ticker;
import tablemirror.queue.Outgoing;

/** The replayer as a person uses it, while the stream stands still: what is indexed came through a replay. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayIT {
    private static final int ITEMS = 500;
    private static final int LETTERS_AN_ITEM = 4;
    private static final List<String> TYPES =
            List.of("mapper_parsing_exception", "strict_dynamic_mapping_exception", "moved_by_sqs");
    private static final String SECOND = "\"where\":{\"errorType\":\"strict_dynamic_mapping_exception\"}";
    private static final Pattern ITEM = Pattern.compile("item-[0-9]+");
    private static final Set<String> REFUSED = IntStream.range(0, ITEMS)
            .filter(i -> i % 50 == 7)
            .mapToObj(i -> "item-" + i)
            .collect(toSet());

    private Mirror mirror;

    @BeforeAll
    void start() throws InterruptedException {
        mirror = Mirror.start(LocalOptions.defaults().withTable("Things").withPartitionKey("id:S"));
        mirror.application().eventSource("Producer").pause();
        mirror.change("_mapping", price(false));
    }

    @AfterAll
    void stop() {
        mirror.close();
    }

    @Test
    void twoThousandLettersAreShownChosenTriedAndReplayedThoughARunIsKilled() throws Exception {
        for (int i = 0; i < ITEMS; i++) {
            String id = "item-" + i;
            mirror.put(id, "price", REFUSED.contains(id) ? text("no number") : AttributeValue.fromN("1"));
        }
        Letters.bury(mirror, letters());
        Map<String, String> buried = Letters.all(mirror);
        assertEquals(ITEMS * LETTERS_AN_ITEM, buried.size());

        JsonNode inspected = mirror.replayer("");
        assertEquals(buried.size(), inspected.path("examined").asInt(), inspected.toString());
        assertEquals(byType(buried), groups(inspected));
        assertEquals(Set.of("would be indexed"), verdicts(inspected));
        assertEquals(buried, Letters.all(mirror));

        JsonNode tried = mirror.replayer("{\"action\":\"replay\",\"dryRun\":true,%s}".formatted(SECOND));
        int ofSecond = byType(buried).getOrDefault(TYPES.get(1), 0);
        assertEquals(ofSecond, tried.path("matched").asInt(), tried.toString());
        assertEquals(buried, Letters.all(mirror));
        assertEquals(0, mirror.waiting("Changes"));

        JsonNode replayed = mirror.replayer("{\"action\":\"replay\",\"ratePerSecond\":1000,%s}".formatted(SECOND));
        assertEquals(ofSecond, replayed.path("replayed").asInt(), replayed.toString());
        mirror.awaitQuiet();
        Map<String, String> left = Letters.all(mirror);
        buried.values().removeIf(letter -> letter.startsWith(TYPES.get(1)));
        assertTrue(left.entrySet().containsAll(buried.entrySet()), "letters of the other reasons are as they were");
        assertEquals(REFUSED, itemsOf(left, buried), "only what is still refused came back");
        assertEquals(REFUSED, Contents.ofTable(mirror).differences(Contents.ofIndex(mirror)));

        mirror.change("_mapping", price(true));
        killInTheMiddle();
        assertTrue(mirror.waiting("DeadLetters") > 0);
        replayAll();
        mirror.awaitQuiet();
        assertEquals(Map.of(), Letters.all(mirror));
        assertEquals(Set.of(), Contents.ofTable(mirror).differences(Contents.ofIndex(mirror)));
    }

    @Test
    void whatIsNoMessageOfOursIsShownAndDiscardedByItsId() throws Exception {
        Letters.bury(mirror, List.of(new Outgoing("nobody", "nobody", "hello")));
        JsonNode group = mirror.replayer("{\"where\":{\"documentId\":\"-\"}}").at("/groups/0");
        assertEquals("no JSON at character 0", group.path("reason").asText(), group.toString());
        String id = group.at("/samples/0/messageId").asText();
        JsonNode discarded = mirror.replayer(
                "{\"action\":\"discard\",\"confirm\":true,\"where\":{\"messageId\":\"%s\"}}".formatted(id));
        assertEquals(1, discarded.path("discarded").asInt(), discarded.toString());
        assertFalse(Letters.all(mirror).containsKey(id));
        String log = Files.readString(mirror.application().log("DlqReplayer"));
        assertTrue(log.contains("discarding dead letter " + id), log);
    }

    @Test
    void failedRecordsComeBackFromTheBucket() throws InterruptedException {
        mirror.put("failed", "price", AttributeValue.fromN("3"));
        fail("failed", "gone", "failed");
        JsonNode inspected = mirror.replayer("{\"from\":\"s3\"}");
        assertEquals(3, inspected.at("/found/0/span/records").asInt(), inspected.toString());
        assertEquals(
                "would be indexed", inspected.at("/found/0/samples/0/verdict").asText());
        assertEquals(
                "already current", inspected.at("/found/0/samples/1/verdict").asText());

        JsonNode replayed = mirror.replayer("{\"action\":\"replay\",\"from\":\"s3\"}");
        assertEquals(2, replayed.path("replayed").asInt(), replayed.toString());
        assertEquals(
                3, mirror.awaitDocument("failed", any -> true).path("price").asInt());
        assertTrue(
                objects().stream().allMatch(key -> key.startsWith("replayed/aws/lambda/")),
                objects().toString());
        assertEquals(1, objects().size());
        assertEquals(0, mirror.replayer("{\"from\":\"s3\"}").path("objects").asInt());
    }

    /** Four letters an item, of three reasons, one of which is none: SQS moved it, image and all. */
    private static List<Outgoing> letters() {
        List<Outgoing> letters = new ArrayList<>();
        for (int j = 0; j < LETTERS_AN_ITEM; j++) {
            for (int i = 0; i < ITEMS; i++) {
                Change change = Letters.upsert("item-" + i, "price", new Value.N("0"));
                String type = TYPES.get((i + j) % TYPES.size());
                letters.add(type.equals("moved_by_sqs") ? Letters.movedBySqs(change) : Letters.rejected(change, type));
            }
        }
        return letters;
    }

    /** Items of the letters that were not there before; one whose letters went out in two rounds may be back twice. */
    private static Set<String> itemsOf(Map<String, String> letters, Map<String, String> before) {
        return letters.entrySet().stream()
                .filter(letter -> !before.containsKey(letter.getKey()))
                .map(letter -> ITEM.matcher(letter.getValue())
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group())
                .collect(toSet());
    }

    /** Begins a replay and ends its process when some re-reads are sent and some letters are not. */
    private void killInTheMiddle() {
        int before = mirror.waiting("DeadLetters");
        CompletableFuture<Void> killed = CompletableFuture.runAsync(
                () -> {
                    try {
                        mirror.replayer("{\"action\":\"replay\",\"ratePerSecond\":50}");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
        Mirror.await("a replay under way", () -> mirror.waiting("DeadLetters") < before);
        mirror.application().functions().get("DlqReplayer").kill();
        killed.join();
    }

    /** Calls until nothing remains: what the killed run had in hand comes back within a minute. */
    private void replayAll() throws InterruptedException {
        for (int calls = 0; calls < 90; calls++) {
            JsonNode report = mirror.replayer("{\"action\":\"replay\",\"ratePerSecond\":1000}");
            if (report.path("remaining").asInt() == 0) {
                return;
            }
            Ticker.SYSTEM.sleep(Duration.ofSeconds(1));
        }
    }

    /** Puts an object into the bucket as the stream's event source does for records of these items. */
    private void fail(String... ids) {
        long second = Instant.now().getEpochSecond() - 3600;
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Things/stream/2026";
        List<PresentedRecord> records = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            BigInteger number = StreamPresentation.sequenceNumber(BigInteger.valueOf(i + 1));
            String json = """
                    {"eventID":"e%d","eventName":"MODIFY","dynamodb":{"ApproximateCreationDateTime":%d,
                    "Keys":{"id":{"S":"%s"}},"SequenceNumber":"%s"},"eventSourceARN":"%s"}""".formatted(i, second, ids[i], number, arn);
            records.add(new PresentedRecord(number, second, json.getBytes(StandardCharsets.UTF_8)));
        }
        new FailureBucket(s3(), bucket(), "arn:function", arn).take(records, "RecordAgeExceeded", 3);
    }

    private List<String> objects() {
        return s3().listObjectsV2(r -> r.bucket(bucket())).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private S3Client s3() {
        return mirror.application().clients().s3();
    }

    private String bucket() {
        return mirror.application().bucket("FailedRecords");
    }

    private static String price(boolean ignoreMalformed) {
        return "{\"properties\": {\"price\": {\"type\": \"integer\", \"ignore_malformed\": %s}}}"
                .formatted(ignoreMalformed);
    }

    private static Map<String, Integer> byType(Map<String, String> letters) {
        return letters.values().stream()
                .collect(groupingBy(letter -> letter.substring(0, letter.indexOf(' ')), summingInt(letter -> 1)));
    }

    private static Map<String, Integer> groups(JsonNode report) {
        return StreamSupport.stream(report.path("groups").spliterator(), false)
                .collect(toMap(
                        group -> group.path("errorType").asText(),
                        group -> group.path("count").asInt()));
    }

    private static Set<String> verdicts(JsonNode report) {
        return StreamSupport.stream(report.path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("samples").spliterator(), false))
                .map(sample -> sample.path("verdict").asText())
                .collect(toSet());
    }
}
