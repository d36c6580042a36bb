package tablemirror.indexer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;
import tablemirror.index.MeteredOpenSearch;
import tablemirror.index.MeteredOpenSearch.Reading;
import tablemirror.tuning.LiveRate;

/** Tells what an invocation did: one log line, and the same figures as metrics. */
final class Telemetry {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final MeteredOpenSearch openSearch;
    private final ItemWriter writer;

    Telemetry(MeteredOpenSearch openSearch, ItemWriter writer) {
        this.openSearch = openSearch;
        this.writer = writer;
    }

    void tell(Tally tally) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        Map<String, Object> fields = new LinkedHashMap<>();
        tally.counts().forEach((count, number) -> {
            metrics.addMetric(count.metric(), number, MetricUnit.COUNT);
            fields.put(count.metric(), number);
        });
        Reading bulks = openSearch.take();
        add(metrics, fields, "BulkRequests", bulks.requests(), MetricUnit.COUNT);
        add(metrics, fields, "BulkBytes", bulks.bytes(), MetricUnit.BYTES);
        add(metrics, fields, "BulkTime", bulks.time().toMillis(), MetricUnit.MILLISECONDS);
        add(metrics, fields, "PaceWait", tally.waited().toMillis(), MetricUnit.MILLISECONDS);
        add(metrics, fields, "OperationsPerSecond", writer.operationsPerSecond(), MetricUnit.COUNT_SECOND);
        if (tally.answered() > 0) {
            add(metrics, fields, "ReplicationLag", tally.lag().toMillis(), MetricUnit.MILLISECONDS);
        }
        metrics.flush();
        LOG.info("indexed", StructuredArguments.entries(fields));
    }

    /** Tells which rate holds. */
    static final class Rate implements LiveRate.Listener {
        @Override
        public void changed(String what) {
            LOG.info(what);
        }

        @Override
        public void warn(String why) {
            LOG.warn(why);
        }
    }

    private static void add(Metrics metrics, Map<String, Object> fields, String name, Number value, MetricUnit unit) {
        metrics.addMetric(name, value.doubleValue(), unit);
        fields.put(name, value);
    }
}
