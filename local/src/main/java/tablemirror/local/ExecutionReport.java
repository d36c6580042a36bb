package tablemirror.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tablemirror.states.Outcome;

/** An execution as the API shows it. */
record ExecutionReport(LocalExecution execution) {
    /** A time as AWS's JSON protocols have it. */
    static JsonNode seconds(Instant time) {
        return DecimalNode.valueOf(BigDecimal.valueOf(time.toEpochMilli(), 3));
    }

    ObjectNode summary() {
        ObjectNode json = Json.object()
                .put("executionArn", execution.id().arn())
                .put("stateMachineArn", execution.id().machineArn())
                .put("name", execution.id().name())
                .put("status", execution.status().name());
        json.set("startDate", seconds(execution.start()));
        execution.stop().ifPresent(stop -> json.set("stopDate", seconds(stop)));
        return json;
    }

    ObjectNode described() {
        ObjectNode json = summary().put("input", execution.input());
        execution.outcome().ifPresent(outcome -> {
            switch (outcome) {
                case Outcome.Succeeded succeeded ->
                    json.put("output", succeeded.output().toString());
                case Outcome.Failed failed -> json.put("error", failed.error()).put("cause", failed.cause());
                case Outcome.TimedOut timedOut -> json.put("error", "States.Timeout");
            }
        });
        return json;
    }

    /** Its history, in order. An event's forerunner is the one before it, also among the items of a Map. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        for (LocalExecution.Happened happened : execution.events()) {
            ObjectNode json = Json.object()
                    .put("id", events.size() + 1)
                    .put("previousEventId", events.size())
                    .put("type", happened.event().type());
            json.set("timestamp", seconds(happened.at()));
            if (!happened.event().detailsName().isEmpty()) {
                json.set(happened.event().detailsName(), happened.event().details());
            }
            events.add(json);
        }
        return events;
    }
}
