package tablemirror.refill;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tablemirror.change.Documents;
import tablemirror.change.Item;
import tablemirror.change.KeySchema;
import tablemirror.change.Rendering;
import tablemirror.change.Version;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.index.BulkWriter;
import tablemirror.index.Operation;
import tablemirror.index.Outcome;
import tablemirror.index.Pace;
import tablemirror.table.TableScan;

/**
 * Writes a segment's items into the new index, page by page: each under a version a minute behind the second in which the
 * table answered, so that no change that may still be on its way is kept out. A page that could not be written whole is
 * read again by whoever goes on. Thread-safe.
 */
final class Filling {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    /** A page that was read longer ago is read again: OpenSearch may have forgotten a delete that came after it. */
    private static final Duration FRESH = Duration.ofSeconds(30);
    /** What a page may take to write at the pace that is permitted; never more than half of the time left. */
    private static final int PAGE_SECONDS = 5;

    private static final int MOST_ITEMS = 1000;
    /** Where so many items or all of a segment, but some, are refused for the most part, the mapping is wrong. */
    private static final int ENOUGH_ITEMS = 10_000;

    private static final int SOME_ITEMS = 20;
    /** So many invocations may end without a page written: about five hours. */
    private static final int MOST_FRUITLESS = 450;

    private static final Version ANY = new Version(0);

    private final TableScan table;
    private final KeySchema schema;
    private final BulkWriter index;
    private final Pace pace;
    private final int bulkDocuments;
    private final Documents documents;
    private final InstantSource clock;
    private final RandomGenerator random;

    Filling(
            TableScan table,
            KeySchema schema,
            BulkWriter index,
            Pace pace,
            int bulkDocuments,
            Documents documents,
            InstantSource clock,
            RandomGenerator random) {
        this.table = table;
        this.schema = schema;
        this.index = index;
        this.pace = pace;
        this.bulkDocuments = bulkDocuments;
        this.documents = documents;
        this.clock = clock;
        this.random = random;
    }

    /** Writes a page. Returns what kept it from that; then the segment is where it was. */
    Optional<String> page(Segment segment, int segments, Deadline deadline) {
        int most = affordable(deadline);
        Deadline fresh = deadline.atMost(FRESH);
        TableScan.Page page =
                table.scan(new TableScan.Part(segment.number(), segments), segment.cursor(), most, deadline);
        long version = ANY.reread(page.answeredAt()).value();
        List<Operation> operations = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Item item : page.items()) {
            String id = schema.key(item).documentId();
            switch (documents.write(item, clock.instant())) {
                case Rendering.Document<byte[]> document ->
                    operations.add(new Operation.Index(id, version, document.content()));
                // The index is new: what live changes put there under older rules is found when it is compared.
                case Rendering.NotIndexed<byte[]> none -> {}
                case Rendering.Refused<byte[]> refusal -> refused.put(id, refusal.type());
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        Optional<String> obstacle = write(operations, outcomes, fresh);
        if (obstacle.isPresent()) {
            checkPatience(segment.fruitless(true), obstacle.get());
            return obstacle;
        }
        segment.fruitless(false);
        segment.add(Segment.Count.ITEMS, page.items().size());
        segment.add(Segment.Count.NOT_INDEXED, page.items().size() - operations.size() - refused.size());
        refused.forEach((id, type) -> reject(segment, id, type));
        count(segment, operations, outcomes);
        segment.cursor(page.next());
        if (page.next().isEmpty()) {
            segment.begin(Segment.Part.DONE);
        }
        checkRefusals(segment);
        return Optional.empty();
    }

    private static void checkRefusals(Segment segment) {
        long items = segment.count(Segment.Count.ITEMS) - segment.count(Segment.Count.NOT_INDEXED);
        long refused = segment.count(Segment.Count.REJECTED);
        if (items >= (segment.isDone() ? SOME_ITEMS : ENOUGH_ITEMS) && refused * 2 > items) {
            throw new Refused(
                    "%d of the first %d items of segment %d are refused: check the new index's mapping, and what makes documents; some: %s"
                            .formatted(refused, items, segment.number(), segment.samples()));
        }
    }

    /** As many items as can be written in time. */
    private int affordable(Deadline deadline) {
        double seconds = Math.min(PAGE_SECONDS, deadline.remaining().toMillis() / 1000.0 / 2);
        return Math.clamp((long) (pace.affordable() * seconds), 1, MOST_ITEMS);
    }

    private static void checkPatience(int fruitless, String obstacle) {
        if (fruitless > MOST_FRUITLESS) {
            throw new Refused("%d attempts to write a page failed, the last: %s".formatted(fruitless, obstacle));
        }
    }

    private static void count(Segment segment, List<Operation> operations, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Applied applied -> segment.add(Segment.Count.WRITTEN, 1);
                case Outcome.Superseded superseded -> segment.add(Segment.Count.SUPERSEDED, 1);
                case Outcome.Rejected rejected ->
                    reject(segment, operations.get(i).documentId(), rejected.type());
                case Outcome.NotYet notYet -> throw new IllegalStateException("not written: " + notYet);
            }
        }
    }

    private static void reject(Segment segment, String documentId, String type) {
        segment.add(Segment.Count.REJECTED, 1);
        segment.sample("rejected as " + type, documentId);
    }

    /** Writes all of these, in their order, and adds their outcomes; returns what was in the way. */
    private Optional<String> write(List<Operation> operations, List<Outcome> outcomes, Deadline deadline) {
        int attempt = 0;
        while (outcomes.size() < operations.size()) {
            int from = outcomes.size();
            int to = Math.min(operations.size(), from + Math.min(bulkDocuments, pace.affordable()));
            List<Operation> bulk = operations.subList(from, to);
            Optional<Duration> wait = pace.reserve(bulk.size(), deadline.remaining());
            if (wait.isEmpty()) {
                return Optional.of("the rate left no time for the page");
            }
            deadline.ticker().sleep(wait.get());
            List<Outcome> written = index.write(bulk, deadline);
            adapt(written);
            int done = 0;
            while (done < written.size() && !(written.get(done) instanceof Outcome.NotYet)) {
                outcomes.add(written.get(done));
                done++;
            }
            if (done < written.size()) {
                Optional<String> obstacle = pause(written.get(done), ++attempt, deadline);
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> pause(Outcome outcome, int attempt, Deadline deadline) {
        Duration wait = BACKOFF.after(attempt, random);
        if (!deadline.allows(wait)) {
            return Optional.of(outcome.toString());
        }
        deadline.ticker().sleep(wait);
        return Optional.empty();
    }

    private void adapt(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(Outcome.Throttled.class::isInstance)) {
            pace.throttled();
        } else if (!outcomes.stream().allMatch(Outcome.Unavailable.class::isInstance)) {
            pace.succeeded();
        }
    }
}
