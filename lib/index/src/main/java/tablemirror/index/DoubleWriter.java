package tablemirror.index;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tablemirror.function.Deadline;
import tablemirror.function.Parallel;
import tablemirror.function.Ticker;

/**
 * Writes to an alias and, while there is one, to its standby: the index that is being filled to take its place, or that
 * held it before. The live alias alone decides an outcome. What the standby does not take is told and dropped, and a
 * standby that is silent, or late to say that it cannot, is left alone for a while, so that it never holds up the live one. Thread-safe.
 */
public final class DoubleWriter {
    /** How often the standby is looked up at most. Whoever makes one waits longer than this before relying on it. */
    public static final Duration LOOKED_UP_EVERY = Duration.ofSeconds(10);

    /** All that the live alias waits for its standby. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final Indices indices;
    private final String standbyAlias;
    private final BulkWriter live;
    private final BulkWriter standby;
    private final Ticker ticker;
    private @Nullable Lookup lookup;
    private @Nullable Long silentAtNanos;

    private record Lookup(boolean exists, long atNanos) {}

    public DoubleWriter(OpenSearch openSearch, String alias, int maxBytes, Ticker ticker) {
        this.indices = new Indices(openSearch);
        this.standbyAlias = standbyOf(alias);
        this.live = new BulkWriter(openSearch, alias, maxBytes);
        this.standby = new BulkWriter(openSearch, standbyAlias, maxBytes);
        this.ticker = ticker;
    }

    /** The alias of the index that stands by. */
    public static String standbyOf(String alias) {
        return alias + "-standby";
    }

    /**
     * What became of the operations.
     *
     * @param outcomes of the live alias, in order
     * @param standby of the standby, in order; empty when there is none
     */
    public record Written(List<Outcome> outcomes, List<Outcome> standby) {}

    /**
     * How often each operation is written from now on: once, or twice.
     *
     * @throws IOException when OpenSearch does not say; then nothing may be written as if there were no standby
     */
    public synchronized int copies(Deadline deadline) throws IOException {
        Lookup last = lookup;
        if (last == null || isOver(last.atNanos, LOOKED_UP_EVERY)) {
            lookup = null;
            long atNanos = ticker.nanoTime();
            last = new Lookup(indices.aliasExists(standbyAlias, deadline), atNanos);
            lookup = last;
        }
        return last.exists ? 2 : 1;
    }

    /** Writes these, to the standby too if there was one when {@link #copies} was asked last. */
    public Written write(List<Operation> operations, Deadline deadline) {
        if (!hasStandby()) {
            return new Written(live.write(operations, deadline), List.of());
        }
        List<Supplier<BulkWriter.Written>> both =
                List.of(() -> live.writeNamed(operations, deadline), () -> writeStandby(operations, deadline));
        List<BulkWriter.Written> written = Parallel.map(both, both.size(), deadline.ticker(), Supplier::get);
        return new Written(
                exceptExchanged(written.getFirst(), written.getLast()),
                written.getLast().outcomes());
    }

    /**
     * When live and standby change places between the two requests, both meet the same index and the other none: such an
     * operation counts as not done, and is written again.
     */
    private List<Outcome> exceptExchanged(BulkWriter.Written toLive, BulkWriter.Written toStandby) {
        List<Outcome> outcomes = new ArrayList<>(toLive.outcomes());
        for (int i = 0; i < outcomes.size(); i++) {
            String index = toLive.indices().get(i);
            if (!index.isEmpty() && index.equals(toStandby.indices().get(i))) {
                outcomes.set(
                        i,
                        new Outcome.Unavailable(
                                "alias %s was exchanged with its standby while this was written".formatted(index)));
            }
        }
        return outcomes;
    }

    private BulkWriter.Written writeStandby(List<Operation> operations, Deadline deadline) {
        if (isSilent()) {
            return dropped(
                    operations.size(), "standby did not answer lately or could not, left alone for " + LEFT_ALONE);
        }
        Deadline patience = deadline.atMost(PATIENCE);
        Duration half = patience.remaining().dividedBy(2);
        BulkWriter.Written written = standby.writeNamed(operations, patience);
        // OpenSearch is told to give up after half of what is left, and then it answers: that it could not.
        boolean late = patience.remaining().compareTo(half) <= 0;
        if (late
                && !deadline.hasPassed()
                && written.outcomes().stream().anyMatch(Outcome.Unavailable.class::isInstance)) {
            fallSilent();
        }
        return written;
    }

    private static BulkWriter.Written dropped(int operations, String cause) {
        return new BulkWriter.Written(
                Collections.nCopies(operations, new Outcome.Unavailable(cause)), Collections.nCopies(operations, ""));
    }

    private synchronized boolean hasStandby() {
        return lookup != null && lookup.exists;
    }

    private synchronized boolean isSilent() {
        return silentAtNanos != null && !isOver(silentAtNanos, LEFT_ALONE);
    }

    private synchronized void fallSilent() {
        silentAtNanos = ticker.nanoTime();
    }

    private boolean isOver(long sinceNanos, Duration time) {
        return ticker.nanoTime() - sinceNanos >= time.toNanos();
    }
}
