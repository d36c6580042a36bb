package tablemirror.indexer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import tablemirror.change.Change;
import tablemirror.change.DocumentWriter;
import tablemirror.change.Key;
import tablemirror.change.Version;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.index.BulkWriter;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.table.Read;
import tablemirror.table.TableReader;

/**
 * Writes changes into the index: reads from the table what a change does not carry, settles conflicts that are too close
 * to call, and tries again what OpenSearch could not take while time allows. Thread-safe.
 */
final class ItemWriter {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final TableReader table;
    private final BulkWriter index;
    private final DocumentWriter documents;
    private final InstantSource clock;
    private final RandomGenerator random;

    ItemWriter(
            TableReader table,
            BulkWriter index,
            DocumentWriter documents,
            InstantSource clock,
            RandomGenerator random) {
        this.table = table;
        this.index = index;
        this.documents = documents;
        this.clock = clock;
        this.random = random;
    }

    /** One outcome per change, in order; none of them is left to another invocation's chance. */
    List<Outcome> write(List<Change> changes, Deadline deadline, Tally tally) {
        List<Draft> drafts = changes.stream()
                .map(change -> Draft.of(change, documents, clock.instant()))
                .toList();
        List<Draft> open = drafts;
        for (int attempt = 1; ; attempt++) {
            attempt(open, deadline, tally);
            open = open.stream()
                    .filter(draft -> draft.outcome() instanceof Outcome.NotYet)
                    .toList();
            Duration wait = BACKOFF.after(attempt, random);
            if (open.isEmpty() || !deadline.allows(wait)) {
                drafts.forEach(draft -> tally.add(draft.count(), 1));
                return drafts.stream().map(Draft::outcome).toList();
            }
            deadline.ticker().sleep(wait);
        }
    }

    /** Reads, writes, and again those whose conflict is settled by reading. */
    private void attempt(List<Draft> drafts, Deadline deadline, Tally tally) {
        List<Draft> open = drafts;
        while (!open.isEmpty() && !deadline.hasPassed()) {
            read(open, deadline, tally);
            open = write(open, deadline);
            tally.add(Tally.Count.CONFLICT_SETTLED, open.size());
        }
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
        Map<Key, Read<byte[]>> answers = table.read(keys, item -> documents.write(item, clock.instant()), deadline);
        tally.add(Tally.Count.REREAD, unread.size());
        for (Draft draft : unread) {
            draft.read(Objects.requireNonNull(answers.get(draft.change().key())), askedAtNanos);
        }
    }

    /** Returns those that met a higher version too close to trust, prepared to be read again. */
    private List<Draft> write(List<Draft> drafts, Deadline deadline) {
        List<Draft> ready = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        for (Draft draft : drafts) {
            Operation operation = draft.operation();
            if (operation != null) {
                ready.add(draft);
                operations.add(operation);
            }
        }
        List<Outcome> outcomes = operations.isEmpty() ? List.of() : index.write(operations, deadline);
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
}
