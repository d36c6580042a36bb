package tablemirror.refill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tablemirror.bucket.Bucket;
import tablemirror.function.Deadline;
import tablemirror.index.Administration;
import tablemirror.index.BulkWriter;
import tablemirror.index.DocumentReader;
import tablemirror.index.DoubleWriter;
import tablemirror.index.IndexBody;
import tablemirror.index.Notes;
import tablemirror.index.OpenSearch;
import tablemirror.index.Pace;
import tablemirror.index.Slices;
import tablemirror.queue.Queue;
import tablemirror.queue.Sender;
import tablemirror.table.BatchGet;
import tablemirror.table.TableReader;
import tablemirror.table.TableScan;

/**
 * The steps of a refill as the state machine asks for them, each put together from ports and settings. Safe to share
 * between threads.
 */
final class Workshop {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** As OpenSearch has it by default. */
    private static final Duration GC_DELETES = Duration.ofSeconds(60);

    private final RefillSettings settings;
    private final Ports ports;
    private final Pace pace;

    /** What it works with. */
    record Ports(
            OpenSearch openSearch,
            TableScan scan,
            BatchGet table,
            Queue queue,
            Executions executions,
            Bucket bucket,
            InstantSource clock,
            RandomGenerator random) {}

    Workshop(RefillSettings settings, Ports ports, Pace pace) {
        this.settings = settings;
        this.ports = ports;
        this.pace = pace;
    }

    /** Answers a step. */
    JsonNode step(JsonNode event, Deadline deadline) throws IOException {
        String execution = event.path("execution").asText();
        return switch (event.path("step").asText("status")) {
            case "begin" -> refill(deadline).begin(execution, event.path("input"));
            case "proceed" -> refill(deadline).proceed(execution);
            case "work" -> work(execution, event.path("segment").asInt(), deadline);
            case "abandon" -> refill(deadline).abandon(execution, event.path("failure"));
            case "status" -> status(deadline);
            default ->
                throw new Refused("step is %s, must be \"status\"; the others are the state machine's"
                        .formatted(event.path("step")));
        };
    }

    private Journal journal(Deadline deadline) {
        return new Journal(new Notes(ports.openSearch(), settings.journal()), ports.clock(), deadline);
    }

    private Refill refill(Deadline deadline) {
        return refill(journal(deadline), deadline);
    }

    private Refill refill(Journal journal, Deadline deadline) {
        return new Refill(
                journal,
                new Stage(new Administration(ports.openSearch()), settings.indexAlias(), deadline),
                ports.executions(),
                input -> body(input, deadline),
                settings.segments(),
                settings.settle());
    }

    private IndexBody body(Input input, Deadline deadline) {
        if (input.index().isPresent()) {
            return input.index().get();
        }
        if (input.indexAt().isEmpty()) {
            return IndexBody.standard(settings.documents().timestampField(), GC_DELETES);
        }
        String prefix = "s3://" + settings.bucket() + "/";
        String address = input.indexAt().get();
        if (!address.startsWith(prefix)) {
            throw new Refused("indexAt is %s, must be in the stack's own bucket: %s...".formatted(address, prefix));
        }
        byte[] json = ports.bucket().get(address.substring(prefix.length()), deadline);
        try {
            return new IndexBody(new String(json, UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refused("%s: %s".formatted(address, e.getMessage()));
        }
    }

    private JsonNode work(String execution, int segment, Deadline deadline) throws IOException {
        Journal journal = journal(deadline);
        return new Worker(journal, this::labour).work(execution, segment, deadline);
    }

    private Optional<Duration> labour(Run run, Segment segment, Deadline deadline) throws IOException {
        if (run.phase() == Run.Phase.FILL) {
            return filling().page(segment, run.segments(), deadline).isPresent()
                    ? Optional.empty()
                    : Optional.of(Duration.ZERO);
        }
        return Optional.of(verifying(run, deadline).step(segment, run.segments(), deadline));
    }

    private Filling filling() {
        return new Filling(
                ports.scan(),
                settings.table().keys(),
                // A fill dead-letters nothing, and judges refusals by all that it has written.
                BulkWriter.withoutBreaker(
                        ports.openSearch(), DoubleWriter.standbyOf(settings.indexAlias()), settings.bulkBytes()),
                pace,
                settings.bulkDocuments(),
                settings.documents().documents(),
                ports.clock(),
                ports.random());
    }

    private Verifying verifying(Run run, Deadline deadline) {
        String index = Optional.ofNullable(run.index()).orElseThrow();
        Comparing comparing = new Comparing(
                ports.scan(),
                new TableReader(ports.table(), settings.table().keys(), ports.random()),
                settings.table().keys(),
                new DocumentReader(ports.openSearch(), index),
                new Slices(ports.openSearch(), index, settings.table().keys().names()),
                new DocumentKeys(
                        settings.table().keys(), ports.scan().describe(deadline).types()),
                settings.documents().documents(),
                ports.random());
        return new Verifying(comparing, mending(run), ports.queue(), settings.noBacklog(), pace, ports.clock());
    }

    private Mending mending(Run run) {
        Input input = Input.read(run.input());
        boolean mends = switch (input.mode()) {
            case FILL -> run.phase() == Run.Phase.VERIFY_LIVE || run.round() < Refill.MOST_ROUNDS;
            case REPAIR -> true;
            case VERIFY, ROLLBACK, FINISH -> false;
        };
        return mends
                ? new Mending.ThroughTheQueue(
                        settings.table(),
                        new Sender(ports.queue(), ports.random()),
                        // What a fill compares, it has made of this table a moment ago.
                        input.mode() == Input.Mode.FILL || input.allowDeletes(),
                        ports.clock())
                : new Mending.Nothing();
    }

    /** How far the last run is, or how it ended. */
    private JsonNode status(Deadline deadline) throws IOException {
        Journal journal = journal(deadline);
        Optional<Run> last = journal.run();
        if (last.isEmpty()) {
            return JSON.createObjectNode().put("state", "none").put("next", "begin with {\"mode\": \"fill\"}");
        }
        Run run = last.get();
        ObjectNode status = JSON.createObjectNode()
                .put("state", run.state().name())
                .put("execution", run.execution())
                .put("startedAt", run.startedAt());
        if (!run.isRunning()) {
            status.put("endedAt", run.endedAt()).set("report", run.report());
            return status;
        }
        Summary summary = refill(journal, deadline).summary(run);
        long items = ports.scan().describe(deadline).items();
        status.put("round", run.round()).put("itemsInTable", items);
        status.put("secondsLeft", summary.secondsLeft(run, items, ports.clock().instant()));
        status.setAll(summary.report(run));
        return status;
    }
}
