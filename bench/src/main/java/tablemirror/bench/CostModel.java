package tablemirror.bench;

/**
 * Dollars per million changes from what a thousand of them take. Pure: the formula of the documentation.
 *
 * @param sqsRequests per 1,000 changes, as billed
 * @param invocations of all functions, per 1,000 changes
 * @param gibibyteSeconds of all functions, per 1,000 changes
 */
record CostModel(double sqsRequests, double invocations, double gibibyteSeconds) {
    private static final double THOUSANDS = 1_000;
    private static final double HOURS_PER_MONTH = 730;

    double dollarsForQueue(Prices prices) {
        return THOUSANDS * sqsRequests * prices.perSqsRequest();
    }

    double dollarsForFunctions(Prices prices) {
        return THOUSANDS * (invocations * prices.perInvocation() + gibibyteSeconds * prices.perGibibyteSecond());
    }

    double dollars(Prices prices) {
        return dollarsForQueue(prices) + dollarsForFunctions(prices);
    }

    /** Million changes a month from which on so many units of OpenSearch Ingestion cost less, as long as they suffice. */
    double breakEvenMillions(Prices prices, int units) {
        return units * prices.perOsiUnitHour() * HOURS_PER_MONTH / dollars(prices);
    }
}
