package tablemirror.indexer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tablemirror.change.Documents;
import tablemirror.change.Key;
import tablemirror.change.Rendering;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.table.BatchGet;
import tablemirror.table.Read;
import tablemirror.table.TableReader;

/**
 * Writes drafts once, bulk by bulk: waits for the pace, reads what a draft does not carry, writes, and settles conflicts
 * that are too close to call. It holds at most one bulk's documents and one page of reads beyond what the changes carry.
 * Thread-safe.
 */
final class DraftWriter {
    private final TableReader table;
    private final PacedIndex index;
    private final Documents documents;
    private final InstantSource clock;

    DraftWriter(TableReader table, PacedIndex index, Documents documents, InstantSource clock) {
        this.table = table;
        this.index = index;
        this.documents = documents;
        this.clock = clock;
    }

    double operationsPerSecond() {
        return index.operationsPerSecond();
    }

    /** The most documents that the next bulk may hold. */
    int bulkDocuments() {
        return index.bulkDocuments();
    }

    /** Gives each of these an outcome. Ends with the first bulk that shows that there is no use in going on. */
    void write(List<Draft> drafts, Deadline deadline, Tally tally) {
        List<Draft> left = drafts;
        int failedAlone = 0;
        // What the pace has let pass and no bulk has used: how many fill its bytes is known when they are read.
        int paid = 0;
        while (!left.isEmpty() && !deadline.hasPassed()) {
            index.tune(deadline);
            Optional<Outcome> obstacle = index.lookUpStandby(deadline);
            int most = Math.min(left.size(), bulkDocuments());
            int unpaid = most - paid;
            if (unpaid > 0) {
                obstacle = obstacle.or(() -> index.waitFor(unpaid, deadline, tally));
            }
            if (obstacle.isPresent()) {
                Outcome inTheWay = obstacle.get();
                left.forEach(draft -> draft.outcome(inTheWay));
                return;
            }
            List<Draft> bulk = readBulk(left.subList(0, most), deadline, tally);
            writeBulk(bulk, deadline, tally);
            left = left.subList(bulk.size(), left.size());
            boolean throttled = bulk.stream().map(Draft::outcome).anyMatch(Outcome.Throttled.class::isInstance);
            paid = throttled ? 0 : Math.max(paid, most) - bulk.size();
            long tried = bulk.stream().filter(draft -> !draft.isUnfit()).count();
            failedAlone += tried == 1 && Draft.isAway(bulk) ? 1 : 0;
            // One item may have a fault of its own that looks like an outage; a second makes it one.
            if (Draft.isAway(bulk) && (tried > 1 || failedAlone > 1)) {
                Outcome away = bulk.stream()
                        .map(Draft::outcome)
                        .filter(Draft::isAway)
                        .findFirst()
                        .orElseThrow();
                left.forEach(draft -> draft.outcome(away));
                return;
            }
        }
    }

    /** As many of them, from the first on, as make a full bulk once they are read. */
    private List<Draft> readBulk(List<Draft> drafts, Deadline deadline, Tally tally) {
        long bytes = 0;
        int end = 0;
        while (end < drafts.size() && bytes < index.bulkBytes()) {
            List<Draft> page = drafts.subList(end, Math.min(end + BatchGet.MAX_KEYS, drafts.size()));
            read(page, deadline, tally);
            bytes += page.stream().mapToLong(Draft::bytes).sum();
            end += page.size();
        }
        return drafts.subList(0, end);
    }

    private void read(List<Draft> drafts, Deadline deadline, Tally tally) {
        long askedAtNanos = deadline.ticker().nanoTime();
        List<Draft> unread = drafts.stream()
                .filter(draft -> draft.needsReading(askedAtNanos))
                .toList();
        if (unread.isEmpty()) {
            return;
        }
        List<Key> keys = unread.stream().map(draft -> draft.change().key()).toList();
        Map<Key, Read<Rendering<byte[]>>> answers =
                table.read(keys, item -> documents.write(item, clock.instant()), deadline);
        tally.add(Tally.Count.REREAD, unread.size());
        for (Draft draft : unread) {
            draft.read(Objects.requireNonNull(answers.get(draft.change().key())), askedAtNanos);
        }
    }

    /** Writes these, and again those whose conflict is settled by reading them. */
    private void writeBulk(List<Draft> bulk, Deadline deadline, Tally tally) {
        List<Draft> tooClose = writeOnce(bulk, deadline, tally);
        while (!tooClose.isEmpty() && !deadline.hasPassed()) {
            tally.add(Tally.Count.CONFLICT_SETTLED, tooClose.size());
            if (index.waitFor(tooClose.size(), deadline, tally).isPresent()) {
                break;
            }
            read(tooClose, deadline, tally);
            tooClose = writeOnce(tooClose, deadline, tally);
        }
        bulk.forEach(Draft::release);
    }

    /** Returns those that met a higher version too close to trust, prepared to be read again. */
    private List<Draft> writeOnce(List<Draft> drafts, Deadline deadline, Tally tally) {
        long nowNanos = deadline.ticker().nanoTime();
        List<Draft> ready = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        Duration fresh = deadline.remaining();
        for (Draft draft : drafts) {
            Operation operation = draft.operation();
            if (operation != null && !draft.needsReading(nowNanos)) {
                ready.add(draft);
                operations.add(operation);
                fresh = min(fresh, draft.freshFor(nowNanos));
            }
        }
        if (operations.isEmpty()) {
            return List.of();
        }
        List<Outcome> outcomes = index.write(operations, deadline.atMost(fresh), tally);
        List<Draft> tooClose = new ArrayList<>();
        for (int i = 0; i < ready.size(); i++) {
            Draft draft = ready.get(i);
            draft.outcome(outcomes.get(i));
            if (outcomes.get(i) instanceof Outcome.Superseded superseded) {
                Version written = new Version(operations.get(i).version());
                Version stored = new Version(superseded.storedVersion());
                if (stored.isCloselyAfter(written)) {
                    draft.outcome(new Outcome.Unavailable("conflict with version %d not settled before the time was up"
                            .formatted(superseded.storedVersion())));
                    draft.reread(stored);
                    tooClose.add(draft);
                }
            }
        }
        return tooClose;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
