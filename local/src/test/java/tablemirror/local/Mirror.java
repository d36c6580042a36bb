package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.states.Outcome;

/** A running application as a test sees it: a table to write, an index to look at, dead letters between. */
final class Mirror implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final LocalOptions options;
    private final LocalApplication application;

    private Mirror(LocalOptions options, LocalApplication application) {
        this.options = options;
        this.application = application;
    }

    static Mirror start(LocalOptions options) throws InterruptedException {
        LocalOptions anywhere = options.withPorts(Ports.ANY);
        return startThere(anywhere);
    }

    /** One on ports that the caller has chosen. */
    static Mirror startThere(LocalOptions options) throws InterruptedException {
        return new Mirror(options, LocalApplication.start(options));
    }

    String table() {
        return options.table();
    }

    LocalApplication application() {
        return application;
    }

    void put(Map<String, AttributeValue> item) {
        application
                .clients()
                .dynamodb()
                .putItem(r -> r.tableName(options.table()).item(item));
    }

    /** Puts an item of the attributes {@code id} and one more. */
    void put(String id, String attribute, AttributeValue value) {
        put(Map.of("id", text(id), attribute, value));
    }

    void delete(Map<String, AttributeValue> key) {
        application
                .clients()
                .dynamodb()
                .deleteItem(r -> r.tableName(options.table()).key(key));
    }

    void delete(String id) {
        delete(Map.of("id", text(id)));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** The document of this id, whether searchable yet or not. */
    Optional<JsonNode> document(String id) {
        JsonNode document = Http.post(
                        at("_mget"), Json.object().set("ids", Json.array().add(id)))
                .at("/docs/0");
        return document.path("found").asBoolean() ? Optional.of(document.path("_source")) : Optional.empty();
    }

    JsonNode awaitDocument(String id, Predicate<JsonNode> as) {
        await("document " + id, () -> document(id).filter(as).isPresent());
        return document(id).orElseThrow();
    }

    void awaitNoDocument(String id) {
        await("no document " + id, () -> document(id).isEmpty());
    }

    /** Returns when nothing waits in the queue and nothing is being worked on, which takes as long as it becomes less. */
    void awaitQuiet() {
        for (int left = waiting("Changes"); left > 0; left = waiting("Changes")) {
            int before = left;
            await("fewer than %d messages in the queue".formatted(before), () -> waiting("Changes") < before);
        }
    }

    /** How many messages wait or are in flight in a queue, by its logical id. */
    int waiting(String queue) {
        Map<QueueAttributeName, String> counts = application
                .clients()
                .sqs()
                .getQueueAttributes(r -> r.queueUrl(application.queueUrl(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    /** Waits for a dead letter and takes it in hand. */
    Message awaitDeadLetter() {
        return awaitValue(
                "a dead letter",
                () -> application
                        .clients()
                        .sqs()
                        .receiveMessage(r -> r.queueUrl(application.queueUrl("DeadLetters"))
                                .messageAttributeNames("All")
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .visibilityTimeout(0)
                                .maxNumberOfMessages(1))
                        .messages()
                        .stream()
                        .findFirst());
    }

    /** What the console's redrive does: the same body in the queue as a new message, the dead letter gone. */
    void moveBack(Message letter) {
        var sqs = application.clients().sqs();
        sqs.sendMessage(r -> r.queueUrl(application.queueUrl("Changes"))
                .messageBody(letter.body())
                .messageAttributes(letter.messageAttributes())
                .messageGroupId(letter.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messageDeduplicationId(letter.messageId()));
        await("the dead letter gone", () -> {
            List<Message> again = sqs.receiveMessage(
                            r -> r.queueUrl(application.queueUrl("DeadLetters")).maxNumberOfMessages(1))
                    .messages();
            again.forEach(message -> sqs.deleteMessage(
                    r -> r.queueUrl(application.queueUrl("DeadLetters")).receiptHandle(message.receiptHandle())));
            return waiting("DeadLetters") == 0;
        });
    }

    /** Starts an execution of a state machine, by its logical id, and does not wait for it. */
    LocalExecution start(String machine, String input) {
        StateMachines machines = application.stateMachines();
        try {
            return machines.start(machines.get(machine), UUID.randomUUID().toString(), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one to its end, and returns its output; one that does not succeed fails the test. */
    JsonNode run(String machine, String input) throws InterruptedException {
        LocalExecution execution = start(machine, input);
        execution.await();
        return switch (execution.outcome().orElseThrow()) {
            case Outcome.Succeeded succeeded -> succeeded.output();
            case Outcome.Failed failed -> throw new AssertionError("%s: %s".formatted(failed.error(), failed.cause()));
            case Outcome.TimedOut timedOut -> throw new AssertionError("%s timed out".formatted(machine));
        };
    }

    JsonNode replayer(String request) throws InterruptedException {
        Invocation invocation = application.invoke("DlqReplayer", request);
        try {
            return Json.parse(invocation.payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the index behind the alias: {@code _settings} or {@code _mapping}. */
    void change(String what, String json) {
        try {
            Http.put(at(what), Json.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes OpenSearch forget what was deleted before; index.gc_deletes must be below a second. */
    void forgetDeletes() {
        for (int refresh = 0; refresh < 3; refresh++) {
            Ticker.SYSTEM.sleep(Duration.ofSeconds(1));
            Http.post(at("_refresh"), Json.object());
        }
    }

    /** Whether OpenSearch takes a write older than the delete of this document. What it takes is deleted again. */
    boolean hasForgotten(String id) {
        String version = "?version=1&version_type=external_gte";
        try {
            Http.put(at("_doc/" + id + version), Json.object());
        } catch (IllegalStateException refused) {
            return false;
        }
        Http.delete(at("_doc/" + id + version));
        return true;
    }

    URI at(String path) {
        return application
                .opensearch()
                .resolve("/%s/%s".formatted(application.index().alias(), path));
    }

    static void await(String what, BooleanSupplier condition) {
        awaitValue(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T awaitValue(String what, Supplier<Optional<T>> look) {
        Deadline deadline = Deadline.in(PATIENCE, Ticker.SYSTEM);
        while (!deadline.hasPassed()) {
            Optional<T> seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            Ticker.SYSTEM.sleep(BETWEEN_LOOKS);
        }
        throw new AssertionError("not within %s: %s".formatted(PATIENCE, what));
    }

    @Override
    public void close() {
        application.close();
    }
}
