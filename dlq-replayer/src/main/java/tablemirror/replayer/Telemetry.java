package tablemirror.replayer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Tells what a run does: a log line every few seconds, one at the end and one a discarded letter, and metrics. */
final class Telemetry implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    @Override
    public void progress(Counts counts) {
        LOG.info("so far", StructuredArguments.entries(fields(counts)));
    }

    @Override
    public void discarding(Letter letter) {
        LOG.info(
                "discarding dead letter {} of document {}: {}",
                letter.message().messageId(),
                letter.documentId(),
                letter.errorType());
    }

    /** Tells the end of a run. Dead letters are counted by type only where all of them were looked at. */
    void done(Request request, Report report) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        metrics.addMetric("Replayed", report.counts().replayed(), MetricUnit.COUNT);
        metrics.addMetric("Discarded", report.counts().discarded(), MetricUnit.COUNT);
        metrics.addMetric("ReplayFailed", report.counts().failed(), MetricUnit.COUNT);
        metrics.flush();
        if (report instanceof LetterReport letters && request.where().isEverything()) {
            letters.groups().forEach(group -> countType(metrics, group));
        }
        Map<String, Object> fields = fields(report.counts());
        fields.put("action", JsonFields.written(request.action()));
        fields.put("from", JsonFields.written(request.from()));
        fields.put("dryRun", request.dryRun());
        fields.put("done", report.done());
        LOG.info("end of the run", StructuredArguments.entries(fields));
    }

    private static void countType(Metrics metrics, LetterReport.Group group) {
        // Only printable ASCII may be a dimension, and a type may be anything that somebody put there.
        String type = group.errorType().replaceAll("[^!-~]", "_");
        String service = metrics.getDefaultDimensions().getDimensionValue("Service");
        metrics.flushMetrics(single -> {
            single.clearDefaultDimensions();
            single.addDimension(DimensionSet.of("Service", service, "ErrorType", type.isEmpty() ? "_" : type));
            single.addMetric("DeadLetters", group.count(), MetricUnit.COUNT);
        });
    }

    private static Map<String, Object> fields(Counts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("examined", counts.examined());
        fields.put("matched", counts.matched());
        fields.put("replayed", counts.replayed());
        fields.put("discarded", counts.discarded());
        fields.put("failed", counts.failed());
        return fields;
    }
}
