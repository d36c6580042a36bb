package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.local.Mirror.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** No function writes what an item holds into its log, at the finest level and whatever goes wrong; ids it does write. */
class LogsIT {
    private static final String CONTENT = "4711-private";
    private static final LocalOptions OPTIONS =
            LocalOptions.defaults().withTable("Things").withPartitionKey("id:S").withParameter("LogLevel", "DEBUG");

    @Test
    void logsHoldNoContentOfAnItem() throws Exception {
        try (Mirror mirror = Mirror.start(OPTIONS)) {
            mirror.change(
                    "_mapping", "{\"properties\": {\"price\": {\"type\": \"integer\", \"ignore_malformed\": false}}}");
            succeed(mirror);
            refuseOne(mirror);
            sendWhatIsNoneOfOurs(mirror);
            openTheBreaker(mirror);

            for (String function : List.of("Producer", "Indexer", "DlqReplayer", "Refill")) {
                String log = log(mirror, function);
                assertTrue(log.contains("\"service\":\"" + service(function) + "\""), function);
                assertFalse(
                        log.contains(CONTENT),
                        () -> function + ": "
                                + log.lines()
                                        .filter(line -> line.contains(CONTENT))
                                        .findFirst()
                                        .orElse(""));
            }
        }
    }

    private static void succeed(Mirror mirror) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            mirror.put(Map.of(
                    "id",
                    text("good" + i),
                    "name",
                    text(CONTENT),
                    "list",
                    AttributeValue.fromL(List.of(text(CONTENT)))));
        }
        mirror.awaitDocument("good19", any -> true);
        mirror.awaitQuiet();
        JsonNode report = mirror.run("RefillMachine", "{\"mode\": \"verify\"}");
        assertEquals(20, report.path("items").asInt(), report.toString());
    }

    /** OpenSearch's reason quotes the value: that of the dead letter does, and the log does not. */
    private static void refuseOne(Mirror mirror) throws InterruptedException {
        mirror.put("bad", "price", text(CONTENT));
        String reason = Objects.requireNonNull(
                        mirror.awaitDeadLetter().messageAttributes().get("ErrorReason"))
                .stringValue();
        assertTrue(reason.contains(CONTENT), reason);
        assertTrue(mirror.replayer("{}").toString().contains(CONTENT));
        mirror.replayer("{\"action\": \"replay\"}");
        mirror.awaitDeadLetter();
        awaitLog(mirror, "Things/bad rejected by index things: mapper_parsing_exception");
    }

    private static void sendWhatIsNoneOfOurs(Mirror mirror) {
        List<String> bodies = List.of(
                CONTENT,
                "{\"format\":1,\"kind\":\"%s\"}".formatted(CONTENT),
                "{\"format\":1,\"table\":\"Things\",\"kind\":\"UPSERT\",\"image\":{\"a\":{\"%s\":\"x\"}}}"
                        .formatted(CONTENT),
                "{\"format\":1,\"table\":\"Things\",\"kind\":\"UPSERT\",\"image\":{\"a\":{\"N\":\"%s\"}}}"
                        .formatted(CONTENT),
                "{\"format\":1,\"image\":{\"a\":{\"S\":\"%s".formatted(CONTENT),
                "{\"format\":99,\"image\":{\"a\":{\"S\":\"%s\"}}}".formatted(CONTENT));
        for (int i = 0; i < bodies.size(); i++) {
            String id = "none" + i;
            String body = bodies.get(i);
            mirror.application()
                    .clients()
                    .sqs()
                    .sendMessage(r -> r.queueUrl(mirror.application().queueUrl("Changes"))
                            .messageBody(body)
                            .messageGroupId(id)
                            .messageDeduplicationId(id));
        }
        awaitLog(mirror, "is none of ours, the dead letter says why");
        awaitLog(mirror, "stays in the queue: message of format 99");
        Mirror.await("five malformed letters and the refused item's", () -> mirror.waiting("DeadLetters") == 6);
    }

    private static void openTheBreaker(Mirror mirror) {
        mirror.application().eventSource("Indexer").pause();
        for (int i = 0; i < 60; i++) {
            mirror.put("bad" + i, "price", text(CONTENT));
        }
        Mirror.await("sixty messages", () -> mirror.waiting("Changes") >= 60);
        mirror.application().eventSource("Indexer").resume();
        awaitLog(mirror, "alias things refuses most documents as mapper_parsing_exception");
        awaitLog(mirror, "failed to parse field [price] of type [integer]");
    }

    private static void awaitLog(Mirror mirror, String words) {
        Mirror.await(
                "\"%s\" in the indexer's log".formatted(words),
                () -> log(mirror, "Indexer").contains(words));
    }

    private static String log(Mirror mirror, String function) {
        try {
            return Files.readString(mirror.application().log(function));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String service(String function) {
        return function.equals("DlqReplayer") ? "dlq-replayer" : function.toLowerCase(Locale.ROOT);
    }
}
