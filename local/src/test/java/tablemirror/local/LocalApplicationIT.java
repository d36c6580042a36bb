package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
