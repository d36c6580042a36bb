package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tablemirror.change.Value;

/** A dead letter never brings an old state back, whoever replays it, and also after OpenSearch has forgotten a delete. */
@TestInstance(Lifecycle.PER_CLASS)
class DeadLetterIT {
    private Mirror mirror;

    @BeforeAll
    void start() throws InterruptedException {
        mirror = Mirror.start(LocalOptions.defaults().withTable("Things").withPartitionKey("id:S"));
        mirror.change("_settings", "{\"index.gc_deletes\": \"100ms\"}");
        mirror.change(
                "_mapping", "{\"properties\": {\"price\": {\"type\": \"integer\", \"ignore_malformed\": false}}}");
    }

    @AfterAll
    void stop() {
        mirror.close();
    }

    @Test
    void aReplayDoesNotBringBackWhatWasDeleted() throws InterruptedException {
        die("replayed");
        deleteAndForget("replayed");
        JsonNode report = mirror.replayer("{\"action\":\"replay\"}");
        assertEquals(1, report.path("replayed").asInt(), report.toString());
        mirror.awaitQuiet();
        assertEquals(Optional.empty(), mirror.document("replayed"));
        assertEquals(0, mirror.waiting("DeadLetters"));
    }

    @Test
    void movingALetterBackByHandDoesNotBringBackWhatWasDeleted() {
        die("moved");
        deleteAndForget("moved");
        mirror.moveBack(mirror.awaitDeadLetter());
        mirror.awaitQuiet();
        assertEquals(Optional.empty(), mirror.document("moved"));
    }

    @Test
    void movingALetterBackByHandDoesNotUndoANewerChange() {
        die("newer");
        mirror.put("newer", "price", AttributeValue.fromN("7"));
        mirror.awaitDocument("newer", document -> document.path("price").asInt() == 7);
        mirror.moveBack(mirror.awaitDeadLetter());
        mirror.awaitQuiet();
        assertEquals(7, mirror.awaitDocument("newer", any -> true).path("price").asInt());
    }

    @Test
    void movingBackByHandWhatSqsMovedDoesNotBringBackWhatWasDeleted() {
        deleteAndForget("image");
        bury("image", "1");
        mirror.moveBack(mirror.awaitDeadLetter());
        mirror.awaitQuiet();
        assertEquals(Optional.empty(), mirror.document("image"));
    }

    @Test
    void movingBackByHandWhatSqsMovedDoesNotUndoANewerChange() {
        mirror.put("image2", "price", AttributeValue.fromN("7"));
        mirror.awaitDocument("image2", document -> document.path("price").asInt() == 7);
        bury("image2", "1");
        mirror.moveBack(mirror.awaitDeadLetter());
        mirror.awaitQuiet();
        assertEquals(
                7, mirror.awaitDocument("image2", any -> true).path("price").asInt());
    }

    /** Puts an old change into the dead-letter queue as SQS itself moves it: with its image and without a reason. */
    private void bury(String id, String price) {
        Letters.bury(mirror, Letters.upsert(id, "price", new Value.N(price)));
    }

    /** Writes an item that the mapping refuses, and waits until it is dead. */
    private void die(String id) {
        mirror.put(id, "price", text("no number"));
        mirror.awaitDeadLetter();
        mirror.awaitQuiet();
    }

    private void deleteAndForget(String id) {
        mirror.put(id, "price", AttributeValue.fromN("1"));
        mirror.awaitDocument(id, any -> true);
        mirror.delete(id);
        mirror.awaitNoDocument(id);
        mirror.awaitQuiet();
        mirror.forgetDeletes();
        assertTrue(mirror.hasForgotten(id), "OpenSearch still remembers that " + id + " was deleted");
    }
}
