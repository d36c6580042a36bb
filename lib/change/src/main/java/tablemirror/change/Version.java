package tablemirror.change;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a change stands in its item's history, as OpenSearch's external version: whole seconds since 2020 in the upper
 * half, the stream's own order within the second in 31 bits, and whether it was read from the table in the last. Time leads because sequence numbers compare only
 * along one shard's line and may start again (a restored table, a stream switched off and on).
 */
public record Version(long value) implements Comparable<Version> {
    /** An event may be on its way this long before a re-read may overtake it. */
    public static final Duration MARGIN = Duration.ofSeconds(60);

    private static final long EPOCH_SECOND =
            Instant.parse("2020-01-01T00:00:00Z").getEpochSecond();
    private static final int SECOND_BITS = 32;
    /** The lowest bit is 0 for an event and 1 for a re-read, so events rise in steps of two. */
    private static final long REREAD = 1;

    private static final int STEP = 2;
    private static final long MAX_SECOND = Integer.MAX_VALUE;
    /** A stream's sequence number is A × 10²⁰ + B, A rising by one per record of a shard. */
    private static final int SEQUENCE_TAIL_DIGITS = 20;

    public Version {
        if (value < 0) {
            throw new IllegalArgumentException("version %d: must be 0 or above".formatted(value));
        }
    }

    /**
     * The version of a change in the stream.
     *
     * @param createdAt its ApproximateCreationDateTime; fractions of a second do not count
     * @param sequenceNumber its SequenceNumber, decimal digits
     */
    public static Version ofChange(Instant createdAt, String sequenceNumber) {
        return new Version(startOf(createdAt) | shardOrder(sequenceNumber));
    }

    /**
     * The version under which a re-read item is written: as new as what it stands for, the newer the later it was read, and
     * never newer than an event that may still be on its way, but for one of the same second. It is no event's version: equal
     * versions overwrite each other, and a request that OpenSearch has not finished yet must not overwrite what was read later.
     *
     * @param answeredAt when DynamoDB answered, by DynamoDB's clock
     * @throws IllegalArgumentException when this version is {@link #isAheadOf ahead} of the read
     */
    public Version reread(Instant answeredAt) {
        if (isAheadOf(answeredAt)) {
            throw new IllegalArgumentException("version %d is of %s, more than %s after the read at %s"
                    .formatted(value, second(), MARGIN, answeredAt));
        }
        long age = answeredAt.getEpochSecond() - second().getEpochSecond();
        long readLater = value + STEP * Math.clamp(age, 0, MARGIN.toSeconds());
        return new Version(Math.max(readLater, startOf(answeredAt.minus(MARGIN))) | REREAD);
    }

    /** Whether it is of a time more than {@link #MARGIN} after this one: no change can be, so something is wrong. */
    public boolean isAheadOf(Instant time) {
        return second().isAfter(time.plus(MARGIN));
    }

    /** Whether it is less than {@link #MARGIN} newer than the other: too close to trust the order of the two. */
    public boolean isCloselyAfter(Version other) {
        return value - other.value < MARGIN.toSeconds() << SECOND_BITS;
    }

    public Version max(Version other) {
        return value >= other.value ? this : other;
    }

    /** The second it stands for. */
    public Instant second() {
        return Instant.ofEpochSecond(EPOCH_SECOND + (value >>> SECOND_BITS));
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(value, other.value);
    }

    private static long startOf(Instant time) {
        long second = time.getEpochSecond() - EPOCH_SECOND;
        if (second < 0 || second > MAX_SECOND) {
            throw new IllegalArgumentException("time %s: must be between 2020 and 2088".formatted(time));
        }
        return second << SECOND_BITS;
    }

    private static long shardOrder(String sequenceNumber) {
        int headDigits = sequenceNumber.length() - SEQUENCE_TAIL_DIGITS;
        long head = 0;
        for (int i = 0; i < sequenceNumber.length(); i++) {
            int digit = sequenceNumber.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw noSequenceNumber(sequenceNumber);
            }
            // It may overflow: what is kept of it is the same.
            head = i < headDigits ? head * 10 + digit : head;
        }
        if (sequenceNumber.isEmpty()) {
            throw noSequenceNumber(sequenceNumber);
        }
        return head * STEP & 0xffff_ffffL;
    }

    private static IllegalArgumentException noSequenceNumber(String text) {
        return new IllegalArgumentException("sequence number \"%s\": must be decimal digits".formatted(text));
    }
}
