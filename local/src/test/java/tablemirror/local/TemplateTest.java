package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application's own template, and what the local run makes of it. */
class TemplateTest {
    private static final String STREAM = "arn:aws:dynamodb:ddblocal:000000000000:table/Cities/stream/2026-01-01T00";
    private static final Template TEMPLATE = Template.read(BuildOutput.find().template());
    private static final Deployment DEPLOYMENT = TEMPLATE.deploy(
            LocalOptions.defaults()
                    .withParameter("MaxConcurrency", "3")
                    .templateParameters(STREAM, "http://127.0.0.1:9200"),
            "http://127.0.0.1:9324/000000000000/");

    @Test
    void queuesHaveTheTemplatesNamesAndAttributes() {
        QueueSpec changes = DEPLOYMENT.queue("Changes");

        assertEquals("tablemirror-changes.fifo", changes.name());
        assertEquals("true", changes.attributes().get("FifoQueue"));
        assertEquals("360", changes.attributes().get("VisibilityTimeout"));
        assertEquals(
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:tablemirror-dead-letters.fifo\","
                        + "\"maxReceiveCount\":\"1000\"}",
                changes.attributes().get(QueueSpec.REDRIVE_POLICY));
    }

    @Test
    void functionsHaveTheirEnvironmentOverThatOfAll() {
        FunctionSpec indexer = function("Indexer");

        assertEquals("tablemirror.indexer.IndexerHandler", indexer.handler());
        assertEquals(1024, indexer.memoryMegabytes());
        assertEquals(Duration.ofSeconds(60), indexer.timeout());
        assertTrue(indexer.zip().endsWith("indexer/target/indexer.zip"));
        assertEquals("Cities", indexer.environment().get("TABLE_NAME"));
        assertEquals("cities", indexer.environment().get("INDEX_ALIAS"));
        assertEquals("indexer", indexer.environment().get("POWERTOOLS_SERVICE_NAME"));
        assertEquals(
                "http://127.0.0.1:9324/000000000000/tablemirror-changes.fifo",
                indexer.environment().get("QUEUE_URL"));
    }

    @Test
    void eventSourcesHaveTheTemplatesSettings() {
        assertEquals(
                List.of(new EventSourceSpec.Stream(
                        STREAM,
                        1000,
                        true,
                        true,
                        EventSourceSpec.Stream.UNLIMITED,
                        Duration.ofHours(22),
                        "tablemirror-failedrecords")),
                function("Producer").eventSources());
        assertEquals(
                List.of(new EventSourceSpec.Queue(DEPLOYMENT.queue("Changes").arn(), 10, true, 3)),
                function("Indexer").eventSources());
    }

    @Test
    void bucketsAreKnownByTheirLogicalId() {
        assertEquals("tablemirror-failedrecords", DEPLOYMENT.bucket("FailedRecords"));
    }

    @Test
    void settingThatIsNotHonouredIsRefused() {
        Template filtered = Template.parse("""
                Resources:
                  F:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: f.zip
                      Handler: F
                      Events:
                        In: {Type: SQS, Properties: {Queue: arn, FilterCriteria: {Filters: []}}}
                """);

        assertEquals(
                "Resources.F.Events.In.FilterCriteria is not honoured by the local run, which knows"
                        + " [BatchSize, FunctionResponseTypes, MetricsConfig, Queue, ScalingConfig]",
                assertThrows(UsageError.class, () -> filtered.deploy(Map.of(), ""))
                        .getMessage());
    }

    @Test
    void settingOfWhichOneValueIsKnownIsRefusedWithAnyOther() {
        for (String parameter : List.of("StreamBatchWindow", "ParallelizationFactor")) {
            var options = LocalOptions.defaults().withParameter(parameter, "2").templateParameters(STREAM, "http://o");

            var refusal = assertThrows(UsageError.class, () -> TEMPLATE.deploy(options, ""));

            assertTrue(refusal.toString().contains(" is 2, the local run knows "), refusal.toString());
        }
    }

    @Test
    void propertyWithoutValueIsNotThere() {
        Template template = Template.parse("""
                Resources:
                  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, KmsMasterKeyId: !Ref AWS::NoValue}}
                """);

        assertEquals(Map.of(), template.deploy(Map.of(), "").queue("Q").attributes());
    }

    @Test
    void resourceWhoseConditionDoesNotHoldIsNotDeployed() {
        Template template = Template.parse("""
                Conditions: {Never: !Equals [a, b]}
                Resources:
                  Q: {Type: AWS::SQS::Queue, Condition: Never, Properties: {QueueName: q}}
                """);

        assertEquals(List.of(), template.deploy(Map.of(), "").queues());
    }

    private static FunctionSpec function(String id) {
        return DEPLOYMENT.functions().stream()
                .filter(each -> each.id().equals(id))
                .findAny()
                .orElseThrow();
    }
}
