package tablemirror.refill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tablemirror.bucket.FakeBucket;
import tablemirror.change.Documents;
import tablemirror.function.Deadline;
import tablemirror.function.DocumentSettings;
import tablemirror.function.TableSettings;
import tablemirror.function.Ticker;
import tablemirror.index.OpenSearch;
import tablemirror.index.Pace;
import tablemirror.queue.Queue;
import tablemirror.queue.QueueUnavailable;
import tablemirror.table.BatchGet;
import tablemirror.table.TableScan;
import tablemirror.table.TableUnavailable;

/** The refill's function, wired as {@link RefillHandler} does it, but over ports and clocks that a simulation brings. */
public final class SimulatedRefill {
    /** So low that few messages are a backlog. */
    private static final int INDEX_RATE = 1;

    private static final int BULK_DOCUMENTS = 50;
    private static final int BULK_BYTES = 5 << 20;

    private final Workshop workshop;

    /** Everything outside the function. */
    public record Ports(
            OpenSearch openSearch, TableScan scan, BatchGet table, Queue queue, Predicate<String> running) {}

    /** What it is told by its settings. */
    public record Settings(
            TableSettings table,
            String alias,
            String timestampField,
            int ratePerSecond,
            int segments,
            int indexerTimeoutSeconds) {}

    /** What a step answers, or why it does not: Step Functions tries again what failed, and not what was refused. */
    public sealed interface Answer {
        /** The answer. */
        record Given(JsonNode json) implements Answer {}

        /** An error of something that it needs. */
        record Failed(String cause) implements Answer {}

        /** Its own refusal. */
        record Rejected(String cause) implements Answer {}
    }

    public SimulatedRefill(Ports ports, Settings settings, Ticker ticker, InstantSource clock, RandomGenerator random) {
        RefillSettings refill = new RefillSettings(
                settings.table(),
                "https://queue",
                URI.create("https://search"),
                settings.alias(),
                new DocumentSettings(
                        settings.timestampField(),
                        Documents.whole(settings.table().keys(), settings.timestampField())),
                "bucket",
                settings.ratePerSecond(),
                settings.segments(),
                INDEX_RATE,
                BULK_DOCUMENTS,
                BULK_BYTES,
                settings.indexerTimeoutSeconds());
        workshop = new Workshop(
                refill,
                new Workshop.Ports(
                        ports.openSearch(),
                        ports.scan(),
                        ports.table(),
                        ports.queue(),
                        ports.running()::test,
                        new FakeBucket(),
                        clock,
                        random),
                Pace.share(settings.ratePerSecond(), settings.segments(), ticker));
    }

    /** One invocation. */
    public Answer step(JsonNode event, Deadline deadline) {
        try {
            return new Answer.Given(workshop.step(event, deadline));
        } catch (Refused e) {
            return new Answer.Rejected(String.valueOf(e.getMessage()));
        } catch (IOException | TableUnavailable | QueueUnavailable e) {
            return new Answer.Failed(e.toString());
        }
    }
}
