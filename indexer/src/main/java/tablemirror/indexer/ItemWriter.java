package tablemirror.indexer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import tablemirror.change.Change;
import tablemirror.change.Documents;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.index.Breaker;
import tablemirror.index.Outcome;

/**
 * Brings changes into the index: again and again what OpenSearch could not take, while time allows, and one item at a time
 * while nothing gets through. Thread-safe.
 */
final class ItemWriter {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /** So long the items that got through wait for those that did not: none of them is acknowledged meanwhile. */
    private static final Duration FOR_SOME = Duration.ofSeconds(5);

    private final DraftWriter drafts;
    private final Documents documents;
    /** For what is refused here, before OpenSearch sees it. */
    private final Breaker breaker = new Breaker(
            "what makes documents of items",
            "check the transformer and FieldsRename: a version that is right takes them");

    private final InstantSource clock;
    private final RandomGenerator random;

    ItemWriter(DraftWriter drafts, Documents documents, InstantSource clock, RandomGenerator random) {
        this.drafts = drafts;
        this.documents = documents;
        this.clock = clock;
        this.random = random;
    }

    double operationsPerSecond() {
        return drafts.operationsPerSecond();
    }

    /** The most documents that the next bulk may hold. */
    int bulkDocuments() {
        return drafts.bulkDocuments();
    }

    /** One outcome per change, in order; none of them is left to another invocation's chance. */
    List<Outcome> write(List<Change> changes, Deadline deadline, Tally tally) {
        List<Draft> all = changes.stream()
                .map(change -> Draft.of(change, documents, clock.instant()))
                .toList();
        List<Draft> open = notYet(all);
        Deadline someFailed = deadline.atMost(FOR_SOME);
        for (int attempt = 1; ; attempt++) {
            attempt(open, attempt, deadline, tally);
            open = notYet(open);
            Duration wait = BACKOFF.after(attempt, random);
            Deadline end = all.stream().anyMatch(Draft::isAnswered) ? someFailed : deadline;
            if (open.isEmpty() || !end.allows(wait)) {
                holdBack(all, deadline.ticker().nanoTime());
                all.forEach(draft -> tally.add(draft.count(), 1));
                tally.answered((int) all.stream().filter(Draft::isAnswered).count());
                tally.lag(oldestApplied(all));
                return all.stream().map(Draft::outcome).toList();
            }
            deadline.ticker().sleep(wait);
        }
    }

    /** Where most cannot be made documents for one reason, the items are not at fault. */
    private void holdBack(List<Draft> all, long nowNanos) {
        List<String> ids =
                all.stream().map(draft -> draft.change().key().documentId()).toList();
        List<Outcome> made = all.stream().map(ItemWriter::made).toList();
        List<Outcome> judged = breaker.apply(ids, made, nowNanos);
        for (int i = 0; i < all.size(); i++) {
            if (judged.get(i) instanceof Outcome.Held held) {
                all.get(i).outcome(held);
            }
        }
    }

    /** Whether it could be made a document, whatever OpenSearch said to that. */
    private static Outcome made(Draft draft) {
        if (draft.isUnfit()) {
            return draft.outcome();
        }
        return draft.isMade() ? new Outcome.Applied() : new Outcome.Unavailable("nobody asked for a document of it");
    }

    /** From the oldest change among them until now; the stream tells its time in whole seconds. */
    private Duration oldestApplied(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.outcome() instanceof Outcome.Applied)
                .map(draft -> Duration.between(draft.change().origin().createdAt(), clock.instant()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static List<Draft> notYet(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.outcome() instanceof Outcome.NotYet)
                .toList();
    }

    /** All of them; or when nothing got through last time one first, a different one each time, to see whether it does. */
    private void attempt(List<Draft> open, int attempt, Deadline deadline, Tally tally) {
        if (attempt > 1 && Draft.isAway(open)) {
            Draft probe = open.get(attempt % open.size());
            drafts.write(List.of(probe), deadline, tally);
            if (probe.isUnfit() || Draft.isAway(List.of(probe))) {
                return;
            }
        }
        drafts.write(notYet(open), deadline, tally);
    }
}
