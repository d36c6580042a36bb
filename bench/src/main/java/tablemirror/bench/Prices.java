package tablemirror.bench;

/**
 * List prices in dollars, us-east-1.
 *
 * @param perSqsRequest FIFO, 64 KiB each
 * @param perInvocation of a function
 * @param perGibibyteSecond of a function on arm64
 * @param perOsiUnitHour of OpenSearch Ingestion
 */
record Prices(double perSqsRequest, double perInvocation, double perGibibyteSecond, double perOsiUnitHour) {
    static final Prices US_EAST_1 = new Prices(0.50e-6, 0.20e-6, 0.0000133334, 0.24);
}
