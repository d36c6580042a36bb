package tablemirror.local;

import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Shows DynamoDB Local's times and sequence numbers as the service has them. DynamoDB Local rounds times down to the
 * minute and counts from 1; the service has whole seconds, and numbers of the form A·10²⁰+B, A counting the records of
 * a log and B growing slowly. Times never run back, and a record has the same time and number however often it is seen.
 * Not safe to share between threads.
 */
final class StreamPresentation {
    private static final BigInteger LOG = BigInteger.TEN.pow(20);
    private static final BigInteger FIRST_POSITION = BigInteger.valueOf(8_367_680_596L);
    private static final BigInteger POSITIONS_APART = BigInteger.valueOf(797);
    private static final int LAST_SECOND = 59;

    /** The time of the records from this one up to the next key: one entry a second at most. */
    private final NavigableMap<BigInteger, Long> secondFrom = new TreeMap<>();

    private BigInteger newest = BigInteger.ZERO;

    /** The service's form of a number that DynamoDB Local counted. Order is kept. */
    static BigInteger sequenceNumber(BigInteger counted) {
        return counted.multiply(LOG).add(FIRST_POSITION).add(counted.multiply(POSITIONS_APART));
    }

    /**
     * The second at which a record was made: when it was first seen, as far as its minute allows.
     *
     * @param counted DynamoDB Local's sequence number
     * @param minute the time it gives, in seconds since 1970, rounded down to the minute
     * @param now the second at which the record is seen
     */
    long creationSecond(BigInteger counted, long minute, long now) {
        Map.Entry<BigInteger, Long> before = secondFrom.floorEntry(counted);
        if (counted.compareTo(newest) <= 0 && before != null) {
            return before.getValue();
        }
        newest = newest.max(counted);
        long seen = Math.clamp(now, minute, minute + LAST_SECOND);
        if (before != null && seen <= before.getValue()) {
            return before.getValue();
        }
        secondFrom.put(counted, seen);
        return seen;
    }
}
