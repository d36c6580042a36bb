package tablemirror.indexer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Documents;
import tablemirror.change.Rendering;
import tablemirror.change.Version;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.table.Read;

/**
 * One item's write on its way: what it stands for, the operation when it is known, and the last outcome. Lives within one
 * invocation, in one thread.
 */
final class Draft {
    /** A read older than this is done again: in the meantime OpenSearch may forget a delete that came after it. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private Change change;
    private @Nullable Operation operation;
    private long readAtNanos;
    private Outcome outcome = new Outcome.Unavailable("not tried before the time was up");
    private boolean deleted;
    /** Whether a document could be made of its item. */
    private boolean made;
    /** Whether the outcome is OpenSearch's own, and final. */
    private boolean answered;

    private Draft(Change change) {
        this.change = change;
    }

    /** An image or a removal is written as it came; a re-read waits for its item. */
    static Draft of(Change change, Documents documents, Instant indexedAt) {
        Draft draft = new Draft(change);
        long version = change.version().value();
        switch (change.effect()) {
            case Effect.Upsert upsert -> draft.become(documents.write(upsert.image(), indexedAt), version);
            case Effect.Remove remove -> draft.operation = draft.delete(version);
            case Effect.Reread reread -> {}
        }
        return draft;
    }

    /** From now on it writes this under this version; an item nobody can make a document of is refused here already. */
    private void become(Rendering<byte[]> rendering, long version) {
        made = !(rendering instanceof Rendering.Refused);
        switch (rendering) {
            case Rendering.Document<byte[]> document ->
                operation = new Operation.Index(change.key().documentId(), version, document.content());
            case Rendering.NotIndexed<byte[]> none -> operation = delete(version);
            case Rendering.Refused<byte[]> refused -> outcome = new Outcome.Rejected(refused.type(), refused.reason());
        }
    }

    private Operation delete(long version) {
        return new Operation.Delete(change.key().documentId(), version);
    }

    /** Whether nothing of these got through, and for no reason of their own. What is never sent says nothing. */
    static boolean isAway(List<Draft> drafts) {
        List<Outcome> tried = drafts.stream()
                .filter(draft -> !draft.isUnfit())
                .map(Draft::outcome)
                .toList();
        return !tried.isEmpty() && tried.stream().allMatch(Draft::isAway);
    }

    static boolean isAway(Outcome outcome) {
        return outcome instanceof Outcome.Unavailable || outcome instanceof Outcome.Held;
    }

    Change change() {
        return change;
    }

    @Nullable
    Operation operation() {
        return operation;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Takes the outcome of its operation, or of what kept it from being tried. */
    void outcome(Outcome now) {
        outcome = now;
        deleted = operation instanceof Operation.Delete;
        answered = !(now instanceof Outcome.NotYet);
    }

    boolean isAnswered() {
        return answered;
    }

    /** Whether it was refused here, as nobody can make a document of it. */
    boolean isUnfit() {
        return outcome instanceof Outcome.Rejected && !answered;
    }

    /** Whether a document could be made of its item, or the item has no place in the index. */
    boolean isMade() {
        return made;
    }

    /** What its last outcome counts as. */
    Tally.Count count() {
        return switch (outcome) {
            case Outcome.Applied applied -> deleted ? Tally.Count.DELETED : Tally.Count.INDEXED;
            case Outcome.Superseded superseded -> Tally.Count.SUPERSEDED;
            case Outcome.Rejected rejected -> Tally.Count.REJECTED;
            case Outcome.Throttled throttled -> Tally.Count.THROTTLED;
            case Outcome.Held held -> Tally.Count.BREAKER_OPEN;
            case Outcome.Unavailable unavailable -> Tally.Count.UNAVAILABLE;
        };
    }

    /** Bytes of the document in hand. */
    int bytes() {
        return operation instanceof Operation.Index index ? index.document().length : 0;
    }

    /** Lets go of a document that is not needed any more, or can be read again. */
    void release() {
        if (!(outcome instanceof Outcome.NotYet) || change.effect() instanceof Effect.Reread) {
            operation = null;
        }
    }

    /** How long what was read may still be written, at this moment; for what was not read, for ever. */
    Duration freshFor(long nowNanos) {
        return change.effect() instanceof Effect.Reread ? FRESH.minusNanos(nowNanos - readAtNanos) : Duration.ofDays(1);
    }

    boolean needsReading(long nowNanos) {
        return change.effect() instanceof Effect.Reread
                && (operation == null || freshFor(nowNanos).isNegative());
    }

    /** From now on it stands for whatever the table holds, at least as new as this. */
    void reread(Version atLeast) {
        change = change.reread(change.version().max(atLeast));
        operation = null;
    }

    /** Takes what the table answered to a question asked at this moment. */
    void read(Read<Rendering<byte[]>> answer, long askedAtNanos) {
        readAtNanos = askedAtNanos;
        operation = null;
        switch (answer) {
            case Read.Present<Rendering<byte[]>> present -> {
                if (isPlausible(present.answeredAt())) {
                    become(present.value(), versionAt(present.answeredAt()));
                }
            }
            case Read.Absent<Rendering<byte[]>> absent -> {
                if (isPlausible(absent.answeredAt())) {
                    operation = delete(versionAt(absent.answeredAt()));
                }
            }
            case Read.Unavailable<Rendering<byte[]>> unavailable ->
                outcome = new Outcome.Unavailable("table not read: " + unavailable.cause());
        }
    }

    private boolean isPlausible(Instant answeredAt) {
        if (change.version().isAheadOf(answeredAt)) {
            outcome = new Outcome.Unavailable(
                    "version %d is of %s, but the table answered at %s: no change can be that far ahead"
                            .formatted(
                                    change.version().value(), change.version().second(), answeredAt));
            return false;
        }
        return true;
    }

    private long versionAt(Instant answeredAt) {
        return change.version().reread(answeredAt).value();
    }
}
