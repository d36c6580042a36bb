package tablemirror.refill;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.Version;
import tablemirror.index.DocumentReader.Stored;

/**
 * A key under which table and index were seen to differ, which is no drift yet: the change may be on its way. It is looked
 * at again and again, and becomes a finding only when it differed each time, for longer than a change travels, the item
 * staying as it was and the queue without a backlog. Times are DynamoDB's own. Immutable.
 *
 * @param key in DynamoDB's JSON
 * @param firstAt second in which it was seen
 * @param lookedFrom second of the first look after that, which may be hours later; 0 before
 * @param since second from which on item and difference have been the same
 * @param fingerprint of the item then
 * @param looks how often it was looked at since
 * @param noBacklog whether the queue was seen without a backlog after a change of that second must have been in it
 */
record Candidate(String key, long firstAt, long lookedFrom, long since, int fingerprint, int looks, boolean noBacklog) {
    /** Between two looks. */
    static final Duration BETWEEN = Duration.ofSeconds(6);
    /** An item that changes all the time is on its way in many looks, but not in so many in a row. */
    static final int LEAST_LOOKS = 10;
    /** What a change takes from the table into the queue, and through an indexer that has it in hand. */
    private static final Duration TO_QUEUE = Duration.ofSeconds(45);

    private static final Duration TRAVEL = Duration.ofSeconds(60);
    /** By less than this differ the times of DynamoDB's stream and of its answers. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);
    /** When it was looked at for longer than this it is called lagging and not waited for any more. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    static Candidate seen(String key, Optional<Item> item, Instant at) {
        return new Candidate(key, at.getEpochSecond(), 0, at.getEpochSecond(), fingerprint(item), 0, false);
    }

    /** What another look makes of it. */
    sealed interface Verdict {
        /** They agree, or the index has been told of a later change: whatever was missing then is past. */
        record Settled() implements Verdict {}

        record Open(Candidate candidate) implements Verdict {}

        /** Drift. */
        record Confirmed(Difference difference) implements Verdict {}

        /** It still differs and still may be on its way. */
        record Lagging(Difference difference) implements Verdict {}
    }

    /**
     * Looks again.
     *
     * @param at second in which the table answered
     * @param backlog whether messages waited in the queue when the table was asked
     */
    Verdict look(Optional<Item> item, Stored stored, Instant at, boolean backlog, Documents documents) {
        Optional<Difference> difference = Difference.between(item, stored, documents);
        if (difference.isEmpty() || isOvertaken(stored, at)) {
            return new Verdict.Settled();
        }
        long age = at.getEpochSecond() - since;
        boolean same = fingerprint(item) == fingerprint;
        if (same && noBacklog && looks + 1 >= LEAST_LOOKS && age >= TRAVEL.toSeconds()) {
            return new Verdict.Confirmed(difference.get());
        }
        long from = lookedFrom == 0 ? at.getEpochSecond() : lookedFrom;
        if (at.getEpochSecond() - from >= PATIENCE.toSeconds()) {
            return new Verdict.Lagging(difference.get());
        }
        boolean nothingWaits = noBacklog || (!backlog && age >= TO_QUEUE.toSeconds());
        return new Verdict.Open(
                same
                        ? new Candidate(key, firstAt, from, since, fingerprint, looks + 1, nothingWaits)
                        : new Candidate(key, firstAt, from, at.getEpochSecond(), fingerprint(item), 0, false));
    }

    /** A version of the future is nobody's change, and tells nothing. */
    private boolean isOvertaken(Stored stored, Instant at) {
        Version version = new Version(version(stored));
        return version.second().getEpochSecond() > firstAt + CLOCKS.toSeconds() && !version.isAheadOf(at);
    }

    private static long version(Stored stored) {
        return switch (stored) {
            case Stored.Present document -> document.version();
            case Stored.Absent absent -> 0;
        };
    }

    private static int fingerprint(Optional<Item> item) {
        return item.map(there -> there.attributes().hashCode()).orElse(0);
    }
}
