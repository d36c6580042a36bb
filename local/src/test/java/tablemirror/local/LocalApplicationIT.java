package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/** The local run itself: what the end-to-end tests stand on. */
class LocalApplicationIT {
    private static final LocalOptions OPTIONS =
            LocalOptions.defaults().withTable("Things").withPartitionKey("id:S").withPorts(Ports.ANY);

    @Test
    void changesGoOnAfterOpenSearchWasKilledAndWhatWasIndexedIsStillThere() throws Exception {
        try (LocalApplication application = LocalApplication.start(OPTIONS)) {
            put(application, "before");
            await(() -> application.index().count() == 1);

            application.servers().opensearch().kill();
            application.servers().opensearch().restart();
            put(application, "after");

            await(() -> application.index().count() == 2);
        }
    }

    @Test
    void twoRunBesideEachOtherAndAPausedSourceHoldsItsChanges() throws Exception {
        try (LocalApplication one = LocalApplication.start(OPTIONS);
                LocalApplication other = LocalApplication.start(OPTIONS)) {
            one.eventSource("Indexer").pause();
            put(one, "held");
            put(other, "through");

            await(() -> other.index().count() == 1);
            await(() -> waiting(one) == 1);
            assertEquals(0, one.index().count());
            one.eventSource("Indexer").resume();
            await(() -> one.index().count() == 1);
            assertEquals(1, other.index().count());

            var answer =
                    assertInstanceOf(Invocation.Answer.class, one.invoke("DlqReplayer", "{\"action\":\"inspect\"}"));
            assertTrue(Json.parse(answer.payload()).isObject());
        }
    }

    @Test
    void everyFunctionAnswersTheEventThatIsKeptForIt() throws Exception {
        Path events = BuildOutput.find().root().resolve("events");
        Map<String, String> answers = Map.of(
                "Producer producer-one-item.json", "{\"batchItemFailures\":[]}",
                "Indexer indexer-one-item.json", "{\"batchItemFailures\":[]}",
                "DlqReplayer inspect-dead-letters.json", "{\"action\":\"inspect\"",
                "Refill refill-status.json", "{");
        try (LocalApplication application =
                LocalApplication.start(LocalOptions.defaults().withPorts(Ports.ANY))) {
            for (Map.Entry<String, String> each : answers.entrySet()) {
                String[] call = each.getKey().split(" ", 2);
                Invocation invocation = application.invoke(call[0], Files.readString(events.resolve(call[1])));

                var answer = assertInstanceOf(Invocation.Answer.class, invocation, each.getKey());
                String json = Json.parse(answer.payload()).toString();
                assertTrue(json.startsWith(each.getValue()), json);
            }
        }
    }

    private static void put(LocalApplication application, String id) {
        application
                .clients()
                .dynamodb()
                .putItem(request -> request.tableName("Things").item(Map.of("id", AttributeValue.fromS(id))));
    }

    private static int waiting(LocalApplication application) {
        QueueAttributeName name = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        String url = application.queueUrl("Changes");
        return Integer.parseInt(application
                .clients()
                .sqs()
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name));
    }

    private static void await(BooleanSupplier condition) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1), Ticker.SYSTEM);
        while (!condition.getAsBoolean()) {
            assertTrue(!deadline.hasPassed(), "not within a minute");
            Ticker.SYSTEM.sleep(Duration.ofMillis(50));
        }
    }
}
