package tablemirror.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the API of Step Functions answers. Lists are whole: there is no next page. */
final class StatesOperations {
    private static final String NAME = "[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}";

    private final StateMachines machines;
    private final Instant creation = Instant.now();

    StatesOperations(StateMachines machines) {
        this.machines = machines;
    }

    JsonNode answer(String operation, JsonNode request) throws IOException {
        return switch (operation) {
            case "StartExecution" -> start(request);
            case "StopExecution" -> stop(execution(request));
            case "DescribeExecution" -> new ExecutionReport(execution(request)).described();
            case "GetExecutionHistory" -> history(request);
            case "ListExecutions" -> executions(request);
            case "ListStateMachines" -> stateMachines();
            case "DescribeStateMachine" ->
                summary(machine(request))
                        .put("status", "ACTIVE")
                        .put("definition", machine(request).text())
                        .put("roleArn", "arn:%s:iam::%s:role/local".formatted(Aws.PARTITION, Aws.ACCOUNT));
            default -> throw new StatesRefusal("UnknownOperationException", "the local run knows no " + operation);
        };
    }

    private JsonNode start(JsonNode request) throws IOException {
        StateMachineSpec machine = machine(request);
        String name = request.path("name").asText(UUID.randomUUID().toString());
        if (!name.matches(NAME)) {
            throw new StatesRefusal("InvalidName", "Invalid Name: '%s'".formatted(name));
        }
        try {
            LocalExecution execution =
                    machines.start(machine, name, request.path("input").asText("{}"));
            ObjectNode answer = Json.object().put("executionArn", execution.id().arn());
            return answer.set("startDate", ExecutionReport.seconds(execution.start()));
        } catch (JsonProcessingException e) {
            throw new StatesRefusal(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: " + e.getOriginalMessage());
        } catch (IllegalStateException e) {
            throw new StatesRefusal("ExecutionAlreadyExists", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode stop(LocalExecution execution) {
        machines.stop(execution);
        return Json.object()
                .set("stopDate", ExecutionReport.seconds(execution.stop().orElseThrow()));
    }

    private JsonNode history(JsonNode request) {
        List<JsonNode> events = new ExecutionReport(execution(request)).events();
        if (request.path("reverseOrder").asBoolean()) {
            events = events.reversed();
        }
        return Json.object().set("events", first(events, request));
    }

    private JsonNode executions(JsonNode request) {
        String status = request.path("statusFilter").asText("");
        List<JsonNode> found = machines.executions(machine(request)).stream()
                .filter(each -> status.isEmpty() || each.status().name().equals(status))
                .<JsonNode>map(each -> new ExecutionReport(each).summary())
                .toList();
        return Json.object().set("executions", first(found, request));
    }

    private JsonNode stateMachines() {
        ArrayNode all = Json.array();
        machines.all().forEach(each -> all.add(summary(each)));
        return Json.object().set("stateMachines", all);
    }

    private ObjectNode summary(StateMachineSpec machine) {
        ObjectNode summary = Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", "STANDARD");
        return summary.set("creationDate", ExecutionReport.seconds(creation));
    }

    private static ArrayNode first(List<JsonNode> all, JsonNode request) {
        int atMost = request.path("maxResults").asInt(0);
        ArrayNode first = Json.array();
        all.stream().limit(atMost == 0 ? all.size() : atMost).forEach(first::add);
        return first;
    }

    private StateMachineSpec machine(JsonNode request) {
        String arn = request.path("stateMachineArn").asText();
        return machines.find(arn)
                .orElseThrow(() -> new StatesRefusal(
                        "StateMachineDoesNotExist",
                        "State Machine Does Not Exist: '%s', there are %s"
                                .formatted(
                                        arn,
                                        machines.all().stream()
                                                .map(StateMachineSpec::arn)
                                                .toList())));
    }

    private LocalExecution execution(JsonNode request) {
        String arn = request.path("executionArn").asText();
        return machines.execution(arn)
                .orElseThrow(() ->
                        new StatesRefusal("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
    }
}
