package tablemirror.refill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tablemirror.change.Documents;
import tablemirror.change.DynamoDbJson;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.function.Backoff;
import tablemirror.function.Deadline;
import tablemirror.index.DocumentReader;
import tablemirror.index.DocumentReader.Stored;
import tablemirror.index.Slices;
import tablemirror.table.Read;
import tablemirror.table.TableReader;
import tablemirror.table.TableScan;

/**
 * Compares the table with one index: every item with its document, every document with its item, and the candidates of
 * both once more. It changes neither. Thread-safe.
 */
final class Comparing {
    private static final int LOOKED_AT_TOGETHER = 100;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final TableScan scan;
    private final TableReader table;
    private final KeySchema schema;
    private final DocumentReader documents;
    private final Slices slices;
    private final DocumentKeys keys;
    private final Documents renderings;
    private final RandomGenerator random;

    Comparing(
            TableScan scan,
            TableReader table,
            KeySchema schema,
            DocumentReader documents,
            Slices slices,
            DocumentKeys keys,
            Documents renderings,
            RandomGenerator random) {
        this.scan = scan;
        this.table = table;
        this.schema = schema;
        this.documents = documents;
        this.slices = slices;
        this.keys = keys;
        this.renderings = renderings;
        this.random = random;
    }

    /** Compares the next items, at most so many, with their documents. */
    void items(Segment segment, int segments, int most, Deadline deadline) throws IOException {
        TableScan.Page page =
                scan.scan(new TableScan.Part(segment.number(), segments), segment.cursor(), most, deadline);
        Map<String, Item> items = new LinkedHashMap<>();
        page.items().forEach(item -> items.put(schema.key(item).documentId(), item));
        Map<String, Stored> stored = documents.read(items.keySet(), deadline);
        List<Candidate> differing = new ArrayList<>();
        items.forEach((id, item) -> {
            Optional<Item> there = Optional.of(item);
            if (Difference.between(there, stored(stored, id), renderings).isPresent()) {
                differing.add(Candidate.seen(text(schema.key(item)), there, page.answeredAt()));
            }
        });
        segment.suspect(differing);
        segment.add(Segment.Count.ITEMS, page.items().size());
        segment.cursor(page.next());
        if (page.next().isEmpty()) {
            segment.begin(Segment.Part.DOCUMENTS);
        }
    }

    /** Looks for the items of the next documents, at most so many. */
    void documents(Segment segment, int segments, int most, Deadline deadline) throws IOException {
        Slices.Page page;
        try {
            page = segment.place().isPresent()
                    ? slices.next(segment.place().get(), deadline)
                    : slices.first(segment.number(), segments, most, deadline);
        } catch (Slices.Lost e) {
            beginAgain(segment);
            return;
        }
        Keys found = keys(page.documents(), deadline);
        segment.suspect(withoutItem(found.keys(), deadline));
        found.foreign().forEach(id -> segment.sample("foreign", id));
        segment.add(Segment.Count.FOREIGN, found.foreign().size());
        segment.add(Segment.Count.DOCUMENTS, page.documents().size());
        segment.place(Optional.of(page.place()));
        if (page.documents().isEmpty()) {
            slices.close(page.place(), deadline);
            if (segment.count(Segment.Count.DOCUMENTS) == page.total()) {
                segment.place(Optional.empty());
                segment.begin(Segment.Part.CANDIDATES);
            } else {
                // Whoever worked here before was killed with pages in hand.
                beginAgain(segment);
            }
        }
    }

    private static void beginAgain(Segment segment) {
        segment.reset(Segment.Count.DOCUMENTS);
        segment.reset(Segment.Count.FOREIGN);
        segment.place(Optional.empty());
    }

    /** What documents are by their own fields: those of items with these keys, and with these ids nobody's. */
    private record Keys(List<Key> keys, List<String> foreign) {}

    private Keys keys(List<Slices.Document> page, Deadline deadline) throws IOException {
        List<Key> found = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (Slices.Document document : page) {
            keys.key(document.id(), document.fields()).ifPresentOrElse(found::add, () -> unclear.add(document.id()));
        }
        readPatiently(unclear, deadline).forEach((id, stored) -> {
            if (stored instanceof Stored.Present present) {
                keys.key(id, present.source()).ifPresentOrElse(found::add, () -> foreign.add(id));
            }
        });
        return new Keys(found, foreign);
    }

    /** A page is handed out only once, and for one that is lost the slice is read again: so while there is time, it is not. */
    private Map<String, Stored> readPatiently(List<String> ids, Deadline deadline) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return documents.read(ids, deadline);
            } catch (IOException e) {
                Duration wait = BACKOFF.after(attempt, random);
                if (!deadline.allows(wait)) {
                    throw e;
                }
                deadline.ticker().sleep(wait);
            }
        }
    }

    private List<Candidate> withoutItem(List<Key> page, Deadline deadline) throws IOException {
        List<Candidate> without = new ArrayList<>();
        for (Map.Entry<Key, Read<Boolean>> read :
                table.read(page, item -> true, deadline).entrySet()) {
            switch (read.getValue()) {
                case Read.Present<Boolean> present -> {}
                case Read.Absent<Boolean> absent ->
                    without.add(Candidate.seen(text(read.getKey()), Optional.empty(), absent.answeredAt()));
                case Read.Unavailable<Boolean> unavailable -> throw new IOException(unavailable.cause());
            }
        }
        return without;
    }

    /** Looks at all candidates again: they settle, stay open, or are findings. */
    void candidates(Segment segment, boolean backlog, Deadline deadline) throws IOException {
        List<Candidate> all = segment.candidates();
        List<Candidate> open = new ArrayList<>();
        Map<String, Finding> found = new LinkedHashMap<>();
        List<String> lagging = new ArrayList<>();
        for (int from = 0; from < all.size(); from += LOOKED_AT_TOGETHER) {
            List<Candidate> some = all.subList(from, Math.min(all.size(), from + LOOKED_AT_TOGETHER));
            look(some, backlog, open, found, lagging, deadline);
        }
        segment.candidates(open);
        segment.add(Segment.Count.LAGGING, lagging.size());
        lagging.forEach(id -> segment.sample("lagging", id));
        found.values().forEach(segment::find);
    }

    private void look(
            List<Candidate> some,
            boolean backlog,
            List<Candidate> open,
            Map<String, Finding> found,
            List<String> lagging,
            Deadline deadline)
            throws IOException {
        Map<Candidate, Key> byCandidate = new LinkedHashMap<>();
        some.forEach(each -> byCandidate.put(each, schema.key(DynamoDbJson.attributes(each.key()))));
        Map<Key, Read<Item>> items = table.read(byCandidate.values(), item -> item, deadline);
        Map<String, Stored> stored = documents.read(
                byCandidate.values().stream().map(Key::documentId).toList(), deadline);
        for (Map.Entry<Candidate, Key> each : byCandidate.entrySet()) {
            String id = each.getValue().documentId();
            switch (verdict(
                    each.getKey(), Objects.requireNonNull(items.get(each.getValue())), stored(stored, id), backlog)) {
                case Candidate.Verdict.Settled settled -> {}
                case Candidate.Verdict.Open still -> open.add(still.candidate());
                case Candidate.Verdict.Confirmed confirmed ->
                    found.put(id, new Finding(each.getKey().key(), id, confirmed.difference()));
                case Candidate.Verdict.Lagging late -> lagging.add(id);
            }
        }
    }

    private Candidate.Verdict verdict(Candidate candidate, Read<Item> read, Stored stored, boolean backlog)
            throws IOException {
        return switch (read) {
            case Read.Present<Item> present ->
                candidate.look(Optional.of(present.value()), stored, present.answeredAt(), backlog, renderings);
            case Read.Absent<Item> absent ->
                candidate.look(Optional.empty(), stored, absent.answeredAt(), backlog, renderings);
            case Read.Unavailable<Item> unavailable -> throw new IOException(unavailable.cause());
        };
    }

    private static Stored stored(Map<String, Stored> all, String id) {
        return Objects.requireNonNull(all.get(id), id);
    }

    private static String text(Key key) {
        return DynamoDbJson.text(key.attributes());
    }
}
