package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tablemirror.states.Definition;
import tablemirror.states.TaskRunner.Answer;

/** As AWS's clients talk to it: JSON 1.0, the operation in a header. */
class StatesApiTest {
    private static final String DEFINITION = """
            {"StartAt":"Ask","States":{
              "Ask":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:F","End":true}}}""";
    private static final String MACHINE = StateMachineSpec.arn("m");
    private static final String EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:m:";

    private final List<String> said = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final StateMachines machines = new StateMachines(
            List.of(new StateMachineSpec("M", "m", Definition.parse(DEFINITION), DEFINITION)),
            (function, payload, atMost) -> answer(payload),
            new Said());
    private StatesApi api;

    StatesApiTest() throws IOException {
        api = new StatesApi(0, machines);
    }

    @BeforeEach
    void nothingRuns() {
        assertEquals(
                0,
                call("ListExecutions", "{'stateMachineArn':'%s'}".formatted(MACHINE))
                        .path("executions")
                        .size());
    }

    @AfterEach
    void stop() {
        machines.close();
        api.close();
    }

    /** What the function is asked for is what it answers. */
    private Answer answer(JsonNode payload) throws InterruptedException {
        if (payload.has("error")) {
            return new Answer.Failure(payload.path("error").asText(), "why");
        }
        if (payload.has("hang")) {
            never.await();
        }
        return new Answer.Result(payload);
    }

    @Test
    void executionIsStartedDescribedAndListed() throws InterruptedException {
        JsonNode started = start("one", "{'a':1}");
        assertEquals(EXECUTION + "one", started.path("executionArn").asText());
        assertTrue(started.path("startDate").isNumber(), started.toString());
        await("one");

        JsonNode described = describe("one");
        assertEquals("SUCCEEDED", described.path("status").asText());
        assertEquals("{\"a\":1}", described.path("input").asText());
        assertEquals("{\"a\":1}", described.path("output").asText());
        assertEquals(MACHINE, described.path("stateMachineArn").asText());
        assertTrue(described.path("stopDate").asDouble()
                >= described.path("startDate").asDouble());

        start("two", "{'error':'Bad'}");
        await("two");
        assertEquals("Bad", describe("two").path("error").asText());
        assertEquals("why", describe("two").path("cause").asText());
        assertEquals(List.of("two", "one"), list("{'stateMachineArn':'%s'}"));
        assertEquals(List.of("two"), list("{'stateMachineArn':'%s','maxResults':1}"));
        assertEquals(List.of("one"), list("{'stateMachineArn':'%s','statusFilter':'SUCCEEDED'}"));
    }

    @Test
    void historyHasTheEventsOfTheExecution() throws InterruptedException {
        start("one", "{'a':1}");
        await("one");

        JsonNode events = call("GetExecutionHistory", "{'executionArn':'%sone'}".formatted(EXECUTION))
                .path("events");
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded"),
                events.valueStream().map(event -> event.path("type").asText()).toList());
        assertEquals("Ask", events.at("/1/stateEnteredEventDetails/name").asText());
        assertEquals(
                "{\"a\":1}",
                events.at("/3/lambdaFunctionSucceededEventDetails/output").asText());
        assertEquals(4, events.at("/3/id").asInt());
        JsonNode last = call(
                "GetExecutionHistory",
                "{'executionArn':'%sone','reverseOrder':true,'maxResults':1}".formatted(EXECUTION));
        assertEquals("ExecutionSucceeded", last.at("/events/0/type").asText());
        assertEquals(1, last.path("events").size());
    }

    @Test
    void stoppedExecutionIsAborted() throws InterruptedException {
        start("one", "{'hang':true}");
        assertEquals("RUNNING", describe("one").path("status").asText());

        assertTrue(call("StopExecution", "{'executionArn':'%sone'}".formatted(EXECUTION))
                .path("stopDate")
                .isNumber());
        await("one");
        assertEquals("ABORTED", describe("one").path("status").asText());
    }

    @Test
    void sameNameIsTheSameExecutionWhileItRunsWithThisInput() {
        start("one", "{'hang':true}");

        assertEquals(
                EXECUTION + "one",
                start("one", "{'hang':true}").path("executionArn").asText());
        assertEquals(
                "ExecutionAlreadyExists",
                start("one", "{'hang':false}").path("__type").asText());
    }

    @Test
    void machinesAreListedAndDescribed() {
        assertEquals(
                MACHINE,
                call("ListStateMachines", "{}")
                        .at("/stateMachines/0/stateMachineArn")
                        .asText());
        JsonNode described = call("DescribeStateMachine", "{'stateMachineArn':'%s'}".formatted(MACHINE));
        assertEquals(DEFINITION, described.path("definition").asText());
        assertEquals("ACTIVE", described.path("status").asText());
    }

    private record Wrong(String operation, String request, String type) {}

    @Test
    void whatIsWrongIsRefusedInAwsWords() {
        List.of(
                        new Wrong("StartExecution", "{'stateMachineArn':'x'}", "StateMachineDoesNotExist"),
                        new Wrong("DescribeExecution", "{'executionArn':'x'}", "ExecutionDoesNotExist"),
                        new Wrong(
                                "StartExecution",
                                "{'stateMachineArn':'%s','name':'a b'}".formatted(MACHINE),
                                "InvalidName"),
                        new Wrong(
                                "StartExecution",
                                "{'stateMachineArn':'%s','input':'{'}".formatted(MACHINE),
                                "InvalidExecutionInput"),
                        new Wrong("RedriveExecution", "{}", "UnknownOperationException"),
                        new Wrong("ListStateMachines", "{", "SerializationException"))
                .forEach(each -> assertEquals(
                        each.type(),
                        call(each.operation(), each.request()).path("__type").asText()));
    }

    @Test
    void startAndEndAreShown() throws InterruptedException {
        start("one", "{'a':1}");
        await("one");

        assertEquals(List.of("m one: started with {\"a\":1}", "m one: SUCCEEDED {\"a\":1}"), said);
    }

    private JsonNode start(String name, String input) {
        return call(
                "StartExecution",
                "{'stateMachineArn':'%s','name':'%s','input':'%s'}"
                        .formatted(MACHINE, name, input.replace("'", "\\'")));
    }

    private JsonNode describe(String name) {
        return call("DescribeExecution", "{'executionArn':'%s%s'}".formatted(EXECUTION, name));
    }

    private void await(String name) throws InterruptedException {
        machines.execution(EXECUTION + name).orElseThrow().await();
    }

    private List<String> list(String request) {
        return call("ListExecutions", request.formatted(MACHINE))
                .path("executions")
                .valueStream()
                .map(each -> each.path("name").asText())
                .toList();
    }

    /** JSON with single quotes. */
    private JsonNode call(String operation, String request) {
        HttpRequest post = HttpRequest.newBuilder(api.address())
                .header("X-Amz-Target", "AWSStepFunctions." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString(request.replace('\'', '"')))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
            JsonNode json = Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
            assertEquals(json.has("__type") ? 400 : 200, answer.statusCode());
            return json;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Said implements Progress {
        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void step(String line) {}
    }
}
