package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import tablemirror.states.ErrorHandling.Catcher;
import tablemirror.states.ErrorHandling.Retrier;

/** Reads a state's Retry and Catch, with AWS's own defaults. */
final class ErrorHandlingReader {
    private final Fields state;
    private final BinaryOperator<String> target;

    /** {@code target} checks the name of a state, given its place in the definition. */
    ErrorHandlingReader(Fields state, BinaryOperator<String> target) {
        this.state = state;
        this.target = target;
    }

    ErrorHandling read() {
        return new ErrorHandling(
                state.elements("Retry").stream().map(this::retrier).toList(),
                state.elements("Catch").stream().map(this::catcher).toList());
    }

    private Retrier retrier(JsonNode json) {
        Fields fields = new Fields(json, state.where("Retry[]"));
        String jitter = fields.text("JitterStrategy").orElse("NONE");
        if (!jitter.equals("NONE") && !jitter.equals("FULL")) {
            throw new DefinitionError(
                    "%s is %s, must be NONE or FULL".formatted(fields.where("JitterStrategy"), jitter));
        }
        Retrier retrier = new Retrier(
                errors(fields),
                fields.seconds("IntervalSeconds").orElse(Duration.ofSeconds(1)),
                fields.number("MaxAttempts", 0).map(BigDecimal::intValue).orElse(3),
                fields.number("BackoffRate", 1).map(BigDecimal::doubleValue).orElse(2.0),
                fields.seconds("MaxDelaySeconds"),
                jitter.equals("FULL"));
        fields.refuseOthers();
        return retrier;
    }

    private Catcher catcher(JsonNode json) {
        Fields fields = new Fields(json, state.where("Catch[]"));
        Catcher catcher = new Catcher(
                errors(fields),
                fields.resultPath("ResultPath"),
                target.apply(fields.requiredText("Next"), fields.where("Next")));
        fields.refuseOthers();
        return catcher;
    }

    private static List<String> errors(Fields fields) {
        List<String> errors = fields.texts("ErrorEquals");
        if (errors.isEmpty() || (errors.contains("States.ALL") && errors.size() > 1)) {
            throw new DefinitionError(
                    "%s is %s, must name errors, or States.ALL alone".formatted(fields.where("ErrorEquals"), errors));
        }
        return errors;
    }
}
