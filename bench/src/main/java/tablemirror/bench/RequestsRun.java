package tablemirror.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tablemirror.bench.Counts.Kind;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.index.SignedOpenSearch;
import tablemirror.local.LocalServer;
import tablemirror.queue.Queue;
import tablemirror.queue.SqsQueue;

/** What changes cost in requests, by the state the pipeline is in. */
final class RequestsRun {
    static final String TABLE = "Requests per 1,000 changes";

    private static final int BYTES = 1024;
    private static final int NO_LIMIT = 100_000;
    private static final Duration OUTAGE_INVOCATION = Duration.ofSeconds(14);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SqsClient sqs;
    private final SignedOpenSearch openSearch;
    private Table table = Table.of(
            TABLE,
            "state",
            "changes",
            "SQS requests",
            "of these empty receives",
            "bulks",
            "operations",
            "other OpenSearch requests",
            "read units",
            "producer invocations",
            "producer s",
            "indexer invocations",
            "indexer s");

    private RequestsRun(SqsClient sqs, SignedOpenSearch openSearch) {
        this.sqs = sqs;
        this.openSearch = openSearch;
    }

    static Section run() throws IOException, InterruptedException {
        try (LocalServer sqsServer = LocalServer.sqs();
                LocalServer openSearchServer = LocalServer.openSearch();
                SqsClient sqs = Local.sqs(sqsServer.address());
                SignedOpenSearch openSearch = Local.openSearch(openSearchServer.address())) {
            Local.createIndex(openSearch, QueueWorker.ALIAS);
            RequestsRun run = new RequestsRun(sqs, openSearch);
            run.trickle(500);
            run.backlog("backlog", 10_000, Duration.ZERO);
            run.outage(3_000);
            run.backlog("TRIM_HORIZON start: all are doubted and read", 5_000, Duration.ofHours(2));
            return Section.of(
                    "requests",
                    "Requests",
                    ("The functions' own code between ElasticMQ and OpenSearch, documents of 1 KB, the table in memory."
                                    + " SQS requests are counted as SQS bills them (64 KiB each, receives and deletes of the event"
                                    + " source included); bulks carry up to 500 documents. Durations hold this machine's delays,"
                                    + " and no waiting for the pace. Trickle: one change at a time, each indexed before the next. Outage:"
                                    + " invocations of %d s. Hot items: the queue is in memory. In proportion: queue and OpenSearch are, items"
                                    + " have 150 bytes, and at most 50,000 wait at a time.")
                            .formatted(OUTAGE_INVOCATION.toSeconds()),
                    run.table,
                    Hot.run(openSearch),
                    Proportion.run());
        }
    }

    private void trickle(int changes) throws InterruptedException {
        Scene scene = new Scene("trickle", QueueWorker.TIMEOUT);
        for (int i = 0; i < changes; i++) {
            scene.pipeline.produce(Work.event("trickle", i, 1, BYTES));
            while (!scene.isEmpty()) {
                scene.pipeline.index();
            }
        }
        add("trickle", changes, scene.pipeline.take());
    }

    private void backlog(String state, int changes, Duration ago) throws InterruptedException {
        Scene scene = new Scene("backlog" + changes, QueueWorker.TIMEOUT);
        scene.produce(changes, ago);
        scene.pipeline.drain(scene::isEmpty);
        add(state, changes, scene.pipeline.take());
    }

    /** An indexer meets an OpenSearch that is away, twice, and then both meet a backlog. */
    private void outage(int changes) throws InterruptedException {
        Scene scene = new Scene("outage", OUTAGE_INVOCATION);
        scene.produce(changes, Duration.ZERO);
        scene.pipeline.openSearch().away(true);
        scene.pipeline.index();
        scene.pipeline.index();
        scene.pipeline.openSearch().away(false);
        scene.pipeline.drain(scene::isEmpty);
        add("after an outage", changes, scene.pipeline.take());
    }

    /** A queue of its own for each state, and a pipeline around it. */
    private final class Scene {
        private final String name;
        private final Queue queue;
        private final Pipeline pipeline;

        Scene(String name, Duration timeout) {
            this.name = name;
            String url = sqs.createQueue(
                            r -> r.queueName(name + ".fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                    .queueUrl();
            this.queue = new SqsQueue(sqs, url);
            this.pipeline = new Pipeline(queue, openSearch, BYTES, NO_LIMIT, timeout);
        }

        void produce(int changes, Duration ago) {
            for (int first = 0; first < changes; first += Work.STREAM_BATCH) {
                pipeline.produce(Work.event(name, first, Work.STREAM_BATCH, Integer.MAX_VALUE, BYTES, ago));
            }
        }

        boolean isEmpty() {
            return queue.depth(Deadline.in(PATIENCE, Ticker.SYSTEM)).messages() == 0;
        }
    }

    private void add(String state, int changes, Counts counts) {
        List<Object> row = new ArrayList<>(List.of(state, changes));
        for (Kind kind : List.of(
                Kind.SQS_REQUESTS,
                Kind.EMPTY_RECEIVES,
                Kind.BULKS,
                Kind.OPERATIONS,
                Kind.OTHER_REQUESTS,
                Kind.READ_UNITS,
                Kind.PRODUCER_INVOCATIONS)) {
            row.add(counts.per1000(kind, changes));
        }
        row.add(counts.per1000(Kind.PRODUCER_NANOS, changes) / 1e9);
        row.add(counts.per1000(Kind.INDEXER_INVOCATIONS, changes));
        row.add(counts.per1000(Kind.INDEXER_NANOS, changes) / 1e9);
        table = table.with(row.toArray());
    }
}
