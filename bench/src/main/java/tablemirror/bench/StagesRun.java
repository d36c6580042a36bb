package tablemirror.bench;

import java.io.IOException;
import java.util.List;
import tablemirror.local.LocalServer;

/** Each function against the most that its neighbours take, and what it costs by itself. */
final class StagesRun {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 4;
    private static final int DOCUMENTS = 15_000;
    private static final int RECORDS = 4_000;
    private static final int SERVERS_CORE = 0;
    private static final int CLIENTS_CORE = 1;
    private static final List<Integer> SIZES = List.of(150, 1024);

    private StagesRun() {}

    static Section run() throws IOException, InterruptedException {
        return Section.of(
                "stages",
                "Each function against its ceiling",
                "In turns in one process, %d rounds after %d to warm up. Indexer: queue in memory, a real OpenSearch, two workers; the ceiling posts the same bodies, unsigned, over two connections. Producer: ElasticMQ; the ceiling posts prepared SendMessageBatch bodies, 16 at a time. Cores: apart, the server has one core and its clients another, as OpenSearch and functions never share one on AWS; shared, all have all of this machine's. Own processor time: calls to SQS and OpenSearch left out, and the reading of the event's JSON, which Lambda's runtime does before; garbage collection included; C1 is the compiler that Lambda's runtime stops at."
                        .formatted(ROUNDS, WARM_UPS),
                ceilings(),
                ownCosts());
    }

    private static Table ceilings() throws IOException, InterruptedException {
        Table table = Table.of(
                "Throughput",
                "stage",
                "cores",
                "document bytes",
                "documents/s",
                "ceiling documents/s",
                "ratio",
                "CPU s per 10,000",
                "ceiling CPU s per 10,000");
        try {
            Cores.pin(SERVERS_CORE);
            try (LocalServer openSearch = LocalServer.openSearch();
                    LocalServer sqs = LocalServer.sqs()) {
                Cores.pin(CLIENTS_CORE);
                table = rows(table, "apart", openSearch, sqs);
            }
        } finally {
            Cores.unpin();
        }
        try (LocalServer openSearch = LocalServer.openSearch();
                LocalServer sqs = LocalServer.sqs()) {
            return rows(table, "shared", openSearch, sqs);
        }
    }

    private static Table rows(Table before, String cores, LocalServer openSearch, LocalServer sqs)
            throws IOException, InterruptedException {
        Table table = before;
        try (IndexerStage stage = new IndexerStage(openSearch.address())) {
            for (int bytes : SIZES) {
                table = row(table, "indexer", cores, bytes, stage.measure(WARM_UPS, ROUNDS, DOCUMENTS, bytes));
            }
        }
        try (ProducerStage stage = new ProducerStage(sqs.address())) {
            for (int bytes : SIZES) {
                table = row(table, "producer", cores, bytes, stage.measure(WARM_UPS, ROUNDS, RECORDS, bytes));
            }
        }
        return table;
    }

    private static Table row(Table table, String stage, String cores, int bytes, Phase.Pair pair) {
        return table.with(
                stage,
                cores,
                bytes,
                pair.ours().documentsPerSecond(),
                pair.ceiling().documentsPerSecond(),
                pair.ratio(),
                pair.ours().cpuSecondsPer10000(),
                pair.ceiling().cpuSecondsPer10000());
    }

    private static Table ownCosts() throws IOException, InterruptedException {
        Table table = Table.of(
                "Own processor time, warm", "function", "document bytes", "µs per document, C1", "µs, C1 and C2");
        for (String function : List.of("indexer", "producer")) {
            for (int bytes : SIZES) {
                table = table.with(
                        function,
                        bytes,
                        ownCost(ChildJvm.AS_LAMBDA, function, bytes),
                        ownCost(ChildJvm.OPTIMISED, function, bytes));
            }
        }
        return table;
    }

    private static double ownCost(List<String> options, String function, int bytes)
            throws IOException, InterruptedException {
        return Double.parseDouble(ChildJvm.run(options, OwnCost.class, function, Integer.toString(bytes)));
    }
}
