package tablemirror.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens when more than half of at least twenty documents are refused for one type of error: then what refuses them is
 * wrong, not the items, and nothing of that type may be dead-lettered. It looks at the bulk, and where that is small also
 * at the documents written before it, each counted once: so it stays open while only a few are tried again, until they are
 * taken, and one item that is bad ten times does not open it. A closed one forgets after {@link #MEMORY}. Thread-safe.
 */
public final class Breaker {
    static final int LEAST_DOCUMENTS = 20;
    static final Duration MEMORY = Duration.ofMinutes(5);
    private static final String NOT_REFUSED = "";

    private final String subject;
    private final String remedy;
    /** By document id, the most recent last. */
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private record Seen(String refusedAs, long atNanos) {}

    /**
     * One for what refuses documents.
     *
     * @param subject that refuses them
     * @param remedy what to check
     */
    public Breaker(String subject, String remedy) {
        this.subject = subject;
        this.remedy = remedy;
    }

    /** One for what OpenSearch refuses. */
    static Breaker ofAlias(String alias) {
        return new Breaker(
                "alias " + alias, "check the mapping of its write index and that the alias points to the right index");
    }

    /** The outcomes of documents with these ids in the same order, the rejections of a type that opened the breaker held. */
    public synchronized List<Outcome> apply(List<String> documentIds, List<Outcome> outcomes, long nowNanos) {
        if (openTypes().isEmpty()) {
            forget(nowNanos - MEMORY.toNanos());
        }
        for (int i = 0; i < outcomes.size(); i++) {
            remember(documentIds.get(i), outcomes.get(i), nowNanos);
        }
        shrink(Math.max(LEAST_DOCUMENTS, documentIds.size()));
        Set<String> open = openTypes();
        List<Outcome> applied = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            boolean held = outcome instanceof Outcome.Rejected rejected && open.contains(rejected.type());
            applied.add(held ? held((Outcome.Rejected) outcome) : outcome);
        }
        return applied;
    }

    private void remember(String documentId, Outcome outcome, long nowNanos) {
        String refusedAs = switch (outcome) {
            case Outcome.Rejected rejected -> rejected.type();
            case Outcome.Applied applied -> NOT_REFUSED;
            case Outcome.Superseded superseded -> NOT_REFUSED;
            // Says nothing about the document.
            case Outcome.NotYet notYet -> null;
        };
        if (refusedAs != null) {
            seen.remove(documentId);
            seen.put(documentId, new Seen(refusedAs, nowNanos));
        }
    }

    private void forget(long beforeNanos) {
        seen.values().removeIf(each -> each.atNanos - beforeNanos < 0);
    }

    private void shrink(int most) {
        for (Iterator<String> oldest = seen.keySet().iterator(); seen.size() > most; ) {
            oldest.next();
            oldest.remove();
        }
    }

    private Set<String> openTypes() {
        Set<String> open = new HashSet<>();
        Collection<Seen> documents = seen.values();
        if (documents.size() >= LEAST_DOCUMENTS) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            documents.forEach(each -> counts.merge(each.refusedAs, 1, Integer::sum));
            counts.remove(NOT_REFUSED);
            counts.forEach((type, count) -> {
                if (count * 2 > documents.size()) {
                    open.add(type);
                }
            });
        }
        return open;
    }

    private Outcome.Held held(Outcome.Rejected sample) {
        return new Outcome.Held(
                "%s refuses most documents as %s, so none of them is dead-lettered; %s. One of the reasons: %s"
                        .formatted(subject, sample.type(), remedy, LoggedReason.of(sample.type(), sample.reason())));
    }
}
