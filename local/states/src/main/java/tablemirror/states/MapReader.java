package tablemirror.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads what is a Map's own. */
record MapReader(String name, Fields fields) {
    State read(ErrorHandling errors, Optional<String> next) {
        fields.number("ToleratedFailurePercentage", 0)
                .filter(share -> share.signum() != 0)
                .ifPresent(share -> refuse(fields, "ToleratedFailurePercentage", share, "0"));
        Fields processor = new Fields(fields.required("ItemProcessor"), fields.where("ItemProcessor"));
        return new State.MapItems(
                name,
                dataFlow(),
                fields.path("ItemsPath").orElse(Path.WHOLE),
                fields.template("ItemSelector"),
                isDistributed(processor),
                DefinitionReader.processor(processor),
                fields.number("MaxConcurrency", 0).map(Number::intValue).orElse(0),
                errors,
                next);
    }

    private DataFlow dataFlow() {
        return new DataFlow(
                fields.path("InputPath"),
                Optional.empty(),
                fields.template("ResultSelector"),
                fields.resultPath("ResultPath"),
                fields.path("OutputPath"));
    }

    private static boolean isDistributed(Fields processor) {
        Optional<JsonNode> given = processor.find("ProcessorConfig");
        if (given.isEmpty()) {
            return false;
        }
        Fields config = new Fields(given.get(), processor.where("ProcessorConfig"));
        String mode = config.text("Mode").orElse("INLINE");
        if (!mode.equals("INLINE") && !mode.equals("DISTRIBUTED")) {
            refuse(config, "Mode", mode, "INLINE or DISTRIBUTED");
        }
        config.text("ExecutionType")
                .filter(type -> !type.equals("STANDARD"))
                .ifPresent(type -> refuse(config, "ExecutionType", type, "STANDARD"));
        config.refuseOthers();
        return mode.equals("DISTRIBUTED");
    }

    private static void refuse(Fields fields, String field, Object value, String allowed) {
        throw new DefinitionError("%s is %s, must be %s".formatted(fields.where(field), value, allowed));
    }
}
