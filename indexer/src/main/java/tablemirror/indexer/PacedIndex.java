package tablemirror.indexer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tablemirror.function.Deadline;
import tablemirror.index.DoubleWriter;
import tablemirror.index.Indices;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.index.Pace;

/**
 * The index as one worker may use it: at its pace, in bulks of its size. A write to the standby counts in the pace like
 * one to the live index; what the standby does not take is counted and dropped. Thread-safe.
 */
final class PacedIndex {
    private static final Logger LOG = LoggerFactory.getLogger(PacedIndex.class);

    private final DoubleWriter index;
    private final Pace pace;
    private final BulkLimits limits;
    private final ToDoubleFunction<Deadline> ratePerSecond;

    /** How often each operation was written lately: once, or twice with a standby. */
    private volatile int copies = 1;

    /** @param ratePerSecond operations per second of all workers together; asked before every bulk */
    PacedIndex(DoubleWriter index, Pace pace, BulkLimits limits, ToDoubleFunction<Deadline> ratePerSecond) {
        this.index = index;
        this.pace = pace;
        this.limits = limits;
        this.ratePerSecond = ratePerSecond;
    }

    double operationsPerSecond() {
        return pace.currentPerSecond();
    }

    /** The most documents that the next bulk may hold. */
    int bulkDocuments() {
        return Math.max(1, limits.documents(pace) / copies);
    }

    /** Bytes of documents after which a bulk is full. */
    int bulkBytes() {
        return limits.bytes();
    }

    /** Takes the rate that holds now; ask it before a bulk. */
    void tune(Deadline deadline) {
        pace.configure(ratePerSecond.applyAsDouble(deadline));
    }

    /**
     * Learns whether there is a standby; ask it before a bulk. What comes back keeps anything from being written:
     * without an answer there may be one.
     */
    Optional<Outcome> lookUpStandby(Deadline deadline) {
        try {
            copies = index.copies(deadline);
            return Optional.empty();
        } catch (Indices.Busy e) {
            pace.throttled();
            return Optional.of(new Outcome.Throttled("standby not looked up: " + e.getMessage()));
        } catch (IOException e) {
            return Optional.of(new Outcome.Unavailable("standby not looked up: " + e.getMessage()));
        }
    }

    /** Waits until so many documents may be sent; what comes back says why that is not before the deadline. */
    Optional<Outcome> waitFor(int documents, Deadline deadline, Tally tally) {
        Optional<Duration> wait = pace.reserve(documents * copies, deadline.remaining());
        if (wait.isEmpty()) {
            return Optional.of(
                    new Outcome.Throttled("%.2f operations per second leave no time for %d before the invocation ends"
                            .formatted(pace.currentPerSecond(), documents)));
        }
        deadline.ticker().sleep(wait.get());
        tally.waited(wait.get());
        return Optional.empty();
    }

    /** The live index's outcomes. */
    List<Outcome> write(List<Operation> operations, Deadline deadline, Tally tally) {
        DoubleWriter.Written written = index.write(operations, deadline);
        tally.add(Tally.Count.BULK_DOCUMENTS, operations.size());
        tellStandby(written.standby(), tally);
        adapt(written);
        return written.outcomes();
    }

    /** Only OpenSearch's own word slows the pace, and only its answers speed it up: silence says nothing. */
    private void adapt(DoubleWriter.Written written) {
        if (Stream.concat(written.outcomes().stream(), written.standby().stream())
                .anyMatch(Outcome.Throttled.class::isInstance)) {
            pace.throttled();
        } else if (!written.outcomes().stream().allMatch(Draft::isAway)) {
            pace.succeeded();
        }
    }

    /** It is not tried again: whoever compares the standby with the table finds it. */
    private static void tellStandby(List<Outcome> outcomes, Tally tally) {
        List<Outcome> failed = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.NotYet || outcome instanceof Outcome.Rejected)
                .toList();
        tally.add(Tally.Count.STANDBY_FAILED, failed.size());
        if (!failed.isEmpty()) {
            LOG.warn("{} writes to the standby failed, the first: {}", failed.size(), cause(failed.getFirst()));
        }
    }

    /** Of a refusal only the type: its reason may quote the item. */
    private static String cause(Outcome failed) {
        return failed instanceof Outcome.Rejected rejected ? rejected.type() : failed.toString();
    }
}
