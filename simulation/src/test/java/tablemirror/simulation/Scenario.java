package tablemirror.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is done to the table, and what it is done with. A seed draws one of several kinds, most of them narrow: uniform
 * chance over many items hardly ever meets the interleavings that break an index.
 *
 * @param lanes parts of the stream that are forwarded side by side; an item stays in one
 * @param workers indexers at work at the same time
 * @param forgetsAfter how long OpenSearch remembers a delete
 * @param outage how long OpenSearch is away, from the first step on
 * @param maxReceiveCount after so many receives SQS itself makes a message a dead letter
 * @param afterwards how long things may go wrong after the last step, or after an outage that is over later
 * @param refilling what is done to the index beside it
 */
record Scenario(
        List<Step> steps,
        int lanes,
        int workers,
        int streamBatch,
        Duration forgetsAfter,
        Duration outage,
        int maxReceiveCount,
        Duration afterwards,
        Refilling refilling) {
    static final int MAX_RECEIVE_COUNT = 1_000;
    /** What was in an invocation that died comes again after six minutes. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(7);
    /** A day less than the queue keeps messages. */
    static final Duration LONG_OUTAGE = Duration.ofDays(13);

    static Scenario ofSeed(long seed) {
        Random random = new Random(~seed * 0x9E3779B97F4A7C15L);
        if (seed % 64 == 63) {
            Scenario scenario = draw(random, 2, 4, 60_000, 10);
            return new Scenario(
                    scenario.steps,
                    1,
                    2,
                    10,
                    Tombstones.GC_DELETES,
                    LONG_OUTAGE,
                    MAX_RECEIVE_COUNT,
                    Duration.ZERO,
                    Refilling.NONE);
        }
        Scenario scenario = ofKind((int) (seed & 7), random);
        return seed / 8 % 4 == 3 ? scenario.with(Refilling.draw(random)) : scenario;
    }

    private static Scenario ofKind(int kind, Random random) {
        return switch (kind) {
            case 0, 1 -> draw(random, 1, 2 + random.nextInt(5), 2_500, 1 + random.nextInt(4));
            case 2 -> draw(random, 1, 3 + random.nextInt(8), 1_000, 1 + random.nextInt(4));
            case 3 -> draw(random, 2, 4 + random.nextInt(6), 10_000, 4);
            case 4 -> draw(random, 2, 3 + random.nextInt(6), 90_000, 10);
            case 5 -> draw(random, 5, 10 + random.nextInt(20), 5_000, 100);
            case 6 -> draw(random, 40, 60 + random.nextInt(60), 300, 100);
            default -> draw(random, 3, 5 + random.nextInt(15), 350_000, 10);
        };
    }

    private static Scenario draw(Random random, int items, int count, long mostMillis, int streamBatch) {
        double deletes = random.nextDouble() * 0.6;
        double bad = random.nextInt(4) == 0 ? 0.3 * random.nextDouble() : 0;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double draw = random.nextDouble();
            Step.Kind kind =
                    draw < deletes ? Step.Kind.DELETE : draw < deletes + bad ? Step.Kind.PUT_BAD : Step.Kind.PUT;
            long after = random.nextInt(3) == 0 ? random.nextInt(100) : random.nextLong(mostMillis);
            steps.add(new Step(after, "item" + random.nextInt(items), kind));
        }
        Duration outage = random.nextInt(8) == 0 ? Duration.ofSeconds(random.nextInt(1, 3_000)) : Duration.ZERO;
        Duration forgetsAfter = random.nextBoolean() ? Tombstones.GC_DELETES : Duration.ZERO;
        int maxReceiveCount = random.nextInt(16) == 0 ? 3 : MAX_RECEIVE_COUNT;
        return new Scenario(
                steps,
                1 + random.nextInt(2),
                2 + random.nextInt(2),
                streamBatch,
                forgetsAfter,
                outage,
                maxReceiveCount,
                Duration.ofMillis(random.nextInt(480_000)),
                Refilling.NONE);
    }

    Scenario with(Refilling other) {
        return new Scenario(
                steps, lanes, workers, streamBatch, forgetsAfter, outage, maxReceiveCount, afterwards, other);
    }

    /** An outage of days: what else goes wrong would go wrong all that time. */
    boolean isLong() {
        return outage.equals(LONG_OUTAGE);
    }

    /** Whether SQS itself makes dead letters, of whatever fails for long enough. */
    boolean isGivenUp() {
        return maxReceiveCount < MAX_RECEIVE_COUNT;
    }

    static Scenario of(List<Step> steps, int streamBatch, Duration forgetsAfter) {
        return new Scenario(
                steps, 1, 2, streamBatch, forgetsAfter, Duration.ZERO, MAX_RECEIVE_COUNT, AFTERWARDS, Refilling.NONE);
    }

    /** The same, with OpenSearch away at first. */
    Scenario duringOutage(Duration away) {
        return new Scenario(
                steps, lanes, workers, streamBatch, forgetsAfter, away, maxReceiveCount, afterwards, refilling);
    }

    /** The same, with another number of receives before SQS gives up a message. */
    Scenario givenUpAfter(int receives) {
        return new Scenario(steps, lanes, workers, streamBatch, forgetsAfter, outage, receives, afterwards, refilling);
    }
}
