package tablemirror.bench;

import java.util.List;
import java.util.Map;

/** Measured requests and durations at list prices. */
final class CostRun {
    /** Its rate and its workers as in the template: a thousand documents take two seconds of a worker at least. */
    private static final double PACED_SECONDS = 1_000 / (1_000.0 / 2);

    private CostRun() {}

    /** From the section of {@link RequestsRun}. */
    static Section run(Section requests) {
        Prices prices = Prices.US_EAST_1;
        Table measured = requests.tables().stream()
                .filter(table -> table.title().equals(RequestsRun.TABLE))
                .findAny()
                .orElseThrow();
        Table costs = Table.of(
                "Dollars per million changes of 1 KB",
                "state",
                "queue",
                "functions",
                "all",
                "one OpenSearch Ingestion unit costs less from million changes a month");
        for (Map<String, Object> row : measured.records()) {
            costs = row(costs, String.valueOf(row.get("state")), model(row), prices);
        }
        Map<String, Object> backlog = measured.records().get(1);
        CostModel full = model(backlog);
        double pacedSeconds = number(backlog, "producer s") + Math.max(number(backlog, "indexer s"), PACED_SECONDS);
        CostModel paced = new CostModel(full.sqsRequests(), full.invocations(), pacedSeconds);
        costs = row(costs, "backlog at 1,000/s with two indexers, waiting for the pace", paced, prices);
        CostModel direct = new CostModel(0, number(backlog, "producer invocations"), number(backlog, "indexer s"));
        costs = row(costs, "for comparison: stream to function to bulk, no queue", direct, prices);
        return Section.of(
                "cost",
                "Cost",
                "Functions of 1 GiB on arm64, SQS FIFO and OpenSearch Ingestion at us-east-1 list prices. Durations are this machine's. Not in it: reads of the table (see read units), the logs, OpenSearch itself, and the empty receives of an idle event source, which AWS bills by time. An Ingestion unit costs %s dollars an hour whatever flows."
                        .formatted(prices.perOsiUnitHour()),
                costs);
    }

    private static CostModel model(Map<String, Object> row) {
        return new CostModel(
                number(row, "SQS requests"),
                number(row, "producer invocations") + number(row, "indexer invocations"),
                number(row, "producer s") + number(row, "indexer s"));
    }

    private static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : 0;
    }

    private static Table row(Table table, String state, CostModel model, Prices prices) {
        List<Object> cells = List.of(
                state,
                model.dollarsForQueue(prices),
                model.dollarsForFunctions(prices),
                model.dollars(prices),
                model.breakEvenMillions(prices, 1));
        return table.with(cells.toArray());
    }
}
