package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tablemirror.function.HandTicker;
import tablemirror.states.Definition;
import tablemirror.states.ExecutionId;
import tablemirror.states.Interpreter;
import tablemirror.states.Outcome;
import tablemirror.states.TaskRunner;

/**
 * The same state machine, given the same answers, under another interpreter (aws-local-stepfunctions from npm): same end,
 * same calls. It runs without waiting in both. That one takes {@code "IsPresent": false} for never true, and a Map's
 * failure for that of the item; AWS does neither.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OracleIT {
    private static final String MACHINE = """
            {"StartAt":"Begin","TimeoutSeconds":3600,"States":{
              "Begin":{"Type":"Task","Resource":"@","Parameters":{"step":"begin","execution.$":"$$.Execution.Id","input.$":"$"},
                "Retry":[{"ErrorEquals":["Refused"],"MaxAttempts":0},
                  {"ErrorEquals":["States.ALL"],"IntervalSeconds":5,"MaxAttempts":2,"MaxDelaySeconds":60,"JitterStrategy":"FULL"}],
                "ResultPath":"$.begun","Next":"Proceed"},
              "Proceed":{"Type":"Task","Resource":"@","Parameters":{"step":"proceed"},"ResultSelector":{"todo.$":"$.next","all.$":"$"},
                "Catch":[{"ErrorEquals":["States.TaskFailed"],"ResultPath":"$.failure","Next":"Abandon"}],"Next":"What next"},
              "What next":{"Type":"Choice","Choices":[
                  {"And":[{"Variable":"$.todo","StringEquals":"segments"},{"Variable":"$.all.segments","IsPresent":true}],"Next":"Segments"},
                  {"Or":[{"Variable":"$.todo","StringEquals":"wait"},{"And":[{"Variable":"$.todo","StringEquals":"pause"},{"Not":{"Variable":"$.all.seconds","NumericEquals":0}}]}],"Next":"Wait"}],
                "Default":"Done"},
              "Wait":{"Type":"Wait","SecondsPath":"$.all.seconds","Next":"Proceed"},
              "Segments":{"Type":"Map","InputPath":"$.all","ItemsPath":"$.segments","MaxConcurrency":2,"ToleratedFailurePercentage":0,
                "ItemSelector":{"segment.$":"$$.Map.Item.Value","index.$":"$$.Map.Item.Index"},
                "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"Work","States":{
                  "Work":{"Type":"Task","Resource":"@","Parameters":{"step":"work","segment.$":"$.segment"},"ResultPath":"$.answer","Next":"Done?"},
                  "Done?":{"Type":"Choice","Choices":[{"Variable":"$.answer.done","BooleanEquals":true,"Next":"Ready"},
                    {"Variable":"$.answer.seconds","NumericGreaterThan":0,"Next":"Pause"}],"Default":"Work"},
                  "Pause":{"Type":"Wait","SecondsPath":"$.answer.seconds","Next":"Work"},
                  "Ready":{"Type":"Succeed","OutputPath":"$.answer"}}},
                "ResultPath":"$.counted","Next":"Say"},
              "Say":{"Type":"Pass","Parameters":{"fixed":[1,{"deep.$":"$.todo"}],"all.$":"$.counted"},"Next":"Done"},
              "Done":{"Type":"Succeed"},
              "Abandon":{"Type":"Task","Resource":"@","Parameters":{"step":"abandon","failure.$":"$.failure"},"ResultPath":"$.failure","Next":"Failed"},
              "Failed":{"Type":"Fail","ErrorPath":"$.failure.Error","CausePath":"$.failure.Cause"}}}""".replace("@", FunctionSpec.arn("F"));
    private static final ExecutionId ID = new ExecutionId(StateMachineSpec.arn("m"), "e");
    private static final JsonNode INPUT = Json.object().put("mode", "fill");
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path ORACLE = Path.of("target/oracle");

    @BeforeAll
    void install() throws IOException, InterruptedException {
        Files.createDirectories(ORACLE);
        for (String file : List.of("package.json", "run.mjs")) {
            Files.write(ORACLE.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        NodeProcess.require(ORACLE, "node", "--version");
        if (!Files.exists(ORACLE.resolve("node_modules/aws-local-stepfunctions"))) {
            NodeProcess.require(ORACLE, "npm", "install", "--silent", "--no-audit", "--no-fund");
        }
    }

    private record Scenario(String name, String answers) {}

    /** Answers by step and segment, one after the other. */
    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    "waits, works on three segments, one of them in two parts",
                    "{'begin':[{'result':1}],'proceed':[{'result':{'next':'wait','seconds':5}},{'result':{'next':'segments','segments':[7,8,9]}}],"
                            + "'work7':[{'result':{'done':true,'n':7}}],'work8':[{'result':{'done':false,'seconds':0}},{'result':{'done':true,'n':8}}],"
                            + "'work9':[{'result':{'done':false,'seconds':2}},{'result':{'done':true,'n':9}}]}"),
            new Scenario("nothing to do", "{'begin':[{'result':1}],'proceed':[{'result':{'next':'nothing'}}]}"),
            new Scenario("refused at once", "{'begin':[{'error':'Refused','cause':'no such mode'}]}"),
            new Scenario(
                    "succeeds at the third attempt",
                    "{'begin':[{'error':'Busy','cause':'a'},{'error':'Busy','cause':'b'},{'result':1}],"
                            + "'proceed':[{'result':{'next':'nothing'}}]}"),
            new Scenario("fails at the third attempt", "{'begin':[{'error':'Busy','cause':'always'}]}"),
            new Scenario(
                    "caught and given up with an account of it",
                    "{'begin':[{'result':1}],'proceed':[{'error':'Bad','cause':'c'}],"
                            + "'abandon':[{'result':{'Error':'Told','Cause':'clean up'}}]}"),
            new Scenario(
                    "pauses and then has nothing to do",
                    "{'begin':[{'result':1}],'proceed':[{'result':{'next':'pause','seconds':1}},{'result':{'next':'pause','seconds':0}}]}"),
            new Scenario(
                    "no segments",
                    "{'begin':[{'result':1}],'proceed':[{'result':{'next':'segments','segments':[]}}]}"));

    private static final List<Scenario> REFILLS = List.of(
            new Scenario(
                    "waits, works on two segments in two parts each, is done",
                    "{'begin':[{'result':{}}],'proceed':[{'result':{'next':'wait','waitSeconds':5}},"
                            + "{'result':{'next':'segments','segments':[0,1]}},{'result':{'next':'done','report':{'n':1}}}],"
                            + "'work0':[{'result':{'done':false,'waitSeconds':0}},{'result':{'done':true,'waitSeconds':0}}],"
                            + "'work1':[{'result':{'done':false,'waitSeconds':3}},{'result':{'done':true,'waitSeconds':0}}]}"),
            new Scenario(
                    "refused at once", "{'begin':[{'error':'tablemirror.refill.Refused','cause':'no such mode'}]}"),
            new Scenario(
                    "goes on after a killed invocation",
                    "{'begin':[{'error':'Sandbox.Timedout','cause':'a'},{'result':{}}],"
                            + "'proceed':[{'error':'Runtime.ExitError','cause':'b'},{'result':{'next':'done','report':{}}}]}"),
            new Scenario(
                    "refused later, cleaned up",
                    "{'begin':[{'result':{}}],'proceed':[{'error':'tablemirror.refill.Refused','cause':'c'}],"
                            + "'abandon':[{'result':{'Error':'Told','Cause':'clean up'}}]}"));

    @Test
    void everyScenarioEndsTheSameWayByTheSameCalls() throws Exception {
        compareAll(SCENARIOS, MACHINE);
    }

    @Test
    void theRefillsOwnDefinitionDoesToo() throws Exception {
        Path definition = BuildOutput.find().root().resolve("refill/refill.asl.json");
        compareAll(REFILLS, Files.readString(definition).replace("${RefillArn}", FunctionSpec.arn("Refill")));
    }

    private static void compareAll(List<Scenario> scenarios, String machine) throws Exception {
        ArrayNode questions = Json.array();
        for (Scenario scenario : scenarios) {
            ObjectNode question = questions.addObject();
            question.set("definition", Json.parse(machine.getBytes(StandardCharsets.UTF_8)));
            question.putObject("context").putObject("Execution").put("Id", ID.arn());
            question.set("input", INPUT);
            question.set("answers", json(scenario.answers()));
        }
        JsonNode theirs = Json.parse(NodeProcess.run(ORACLE, Json.bytes(questions), "node", "run.mjs"));

        Definition definition = Definition.parse(machine);
        for (int i = 0; i < scenarios.size(); i++) {
            compare(scenarios.get(i), definition, theirs.get(i));
        }
    }

    private static void compare(Scenario scenario, Definition machine, JsonNode theirs)
            throws IOException, InterruptedException {
        Script script = new Script(json(scenario.answers()));
        Outcome ours = new Interpreter(script, new HandTicker(), InstantSource.system(), new SplittableRandom(1))
                .run(machine, ID, INPUT, event -> {});

        assertEquals(end(theirs), end(ours), scenario.name());
        assertEquals(calls(theirs.path("calls").valueStream().toList()), calls(script.calls), scenario.name());
    }

    private static String end(JsonNode theirs) {
        return theirs.has("error")
                ? "%s: %s"
                        .formatted(
                                theirs.path("error").asText(),
                                theirs.path("cause").asText())
                : theirs.path("output").toString();
    }

    private static String end(Outcome ours) {
        return switch (ours) {
            case Outcome.Succeeded succeeded -> succeeded.output().toString();
            case Outcome.Failed failed -> "%s: %s".formatted(failed.error(), failed.cause());
            case Outcome.TimedOut timedOut -> "timed out";
        };
    }

    /** Segments go on side by side: only the order within each is the same. */
    private static List<String> calls(List<JsonNode> calls) {
        return calls.stream().map(JsonNode::toString).sorted().toList();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Answers as the scenario says. */
    private static final class Script implements TaskRunner {
        private final List<JsonNode> calls = Collections.synchronizedList(new ArrayList<>());
        private final Map<String, List<JsonNode>> left = new HashMap<>();

        Script(JsonNode answers) {
            answers.properties()
                    .forEach(each -> left.put(
                            each.getKey(),
                            new ArrayList<>(each.getValue().valueStream().toList())));
        }

        @Override
        public synchronized Answer run(String functionArn, JsonNode payload, Duration atMost) {
            calls.add(payload);
            List<JsonNode> mine = left.getOrDefault(
                    payload.path("step").asText() + payload.path("segment").asText(), List.of());
            JsonNode answer = mine.size() > 1 ? mine.removeFirst() : mine.getFirst();
            return answer.has("error")
                    ? new Answer.Failure(
                            answer.path("error").asText(), answer.path("cause").asText())
                    : new Answer.Result(answer.path("result"));
        }
    }
}
