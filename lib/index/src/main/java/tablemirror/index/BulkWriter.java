package tablemirror.index;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.function.Deadline;

/**
 * Writes operations to an alias with as few bulk requests as their size allows, and says of each what became of it.
 * A request refused as a whole for the sake of one operation is cut in two until that one stands alone, so that it hurts
 * only itself; one refused for any other reason ends the call, so that an ailing OpenSearch is not asked again and again.
 * Safe to share between threads; knows nothing of pace and retries.
 */
public final class BulkWriter {
    /** How long OpenSearch may wait for a missing primary or a mapping update: below the client's own timeout. */
    private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(10);

    private static final String FILTER =
            "errors,items.*._index,items.*.status,items.*.error.type,items.*.error.reason,items.*.error.caused_by.type,"
                    + "items.*.error.caused_by.reason,error,status";

    private final OpenSearch openSearch;
    private final String alias;
    private final String path;
    private final int maxBytes;
    private final Optional<Breaker> breaker;

    /** One whose rejections are held when {@linkplain Breaker most of them have one reason}. */
    public BulkWriter(OpenSearch openSearch, String alias, int maxBytes) {
        this(openSearch, alias, maxBytes, Optional.of(Breaker.ofAlias(alias)));
    }

    private BulkWriter(OpenSearch openSearch, String alias, int maxBytes, Optional<Breaker> breaker) {
        if (alias.isEmpty()) {
            throw new IllegalArgumentException("alias is empty, must name the alias of the index");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is %d, must be at least 1".formatted(maxBytes));
        }
        this.openSearch = openSearch;
        this.alias = alias;
        this.path = Request.path(alias, "_bulk");
        this.maxBytes = maxBytes;
        this.breaker = breaker;
    }

    /** One that tells every rejection as it is. */
    public static BulkWriter withoutBreaker(OpenSearch openSearch, String alias, int maxBytes) {
        return new BulkWriter(openSearch, alias, maxBytes, Optional.empty());
    }

    /**
     * One outcome per operation, in the same order. Never throws for anything the server or the network does. What was not
     * tried for lack of time is unavailable.
     */
    public List<Outcome> write(List<Operation> operations, Deadline deadline) {
        return writeNamed(operations, deadline).outcomes();
    }

    /**
     * Outcomes, and which index behind the alias each operation met.
     *
     * @param indices empty texts where nobody knows
     */
    record Written(List<Outcome> outcomes, List<String> indices) {}

    /** The same as {@link #write}, and to which index. */
    Written writeNamed(List<Operation> operations, Deadline deadline) {
        List<Outcome> outcomes = new ArrayList<>(operations.size());
        List<String> indices = new ArrayList<>(operations.size());
        Deque<List<Operation>> parts = new ArrayDeque<>(BulkBody.cut(operations, maxBytes));
        while (!parts.isEmpty()) {
            List<Operation> part = parts.pop();
            switch (ask(part, deadline)) {
                case Answer.Each each -> {
                    outcomes.addAll(each.outcomes());
                    indices.addAll(each.indices());
                }
                case Answer.All all -> {
                    // The parts not sent yet would fare no better.
                    int left = operations.size() - outcomes.size();
                    outcomes.addAll(Collections.nCopies(left, all.outcome()));
                    indices.addAll(Collections.nCopies(left, ""));
                    parts.clear();
                }
                case Answer.OneOf oneOf -> {
                    if (part.size() == 1) {
                        outcomes.add(oneOf.alone());
                        indices.add("");
                    } else {
                        parts.push(part.subList(part.size() / 2, part.size()));
                        parts.push(part.subList(0, part.size() / 2));
                    }
                }
            }
        }
        long now = deadline.ticker().nanoTime();
        List<String> ids = operations.stream().map(Operation::documentId).toList();
        return new Written(breaker.map(each -> each.apply(ids, outcomes, now)).orElse(outcomes), indices);
    }

    /** What one request brought. */
    private sealed interface Answer {
        /** An outcome for every operation. */
        record Each(List<Outcome> outcomes, List<String> indices) implements Answer {}

        /** One outcome for all of them. */
        record All(Outcome outcome) implements Answer {}

        /** Refused because of one or some of them, and why if there is but one. */
        record OneOf(Outcome.Rejected alone) implements Answer {}
    }

    private Answer ask(List<Operation> operations, Deadline deadline) {
        if (deadline.hasPassed()) {
            return all(new Outcome.Unavailable("not sent, the deadline has passed"));
        }
        Request request = new Request("POST", path, query(deadline), BulkBody.of(operations));
        try {
            return read(operations, request, openSearch.send(request, deadline));
        } catch (IOException e) {
            return all(new Outcome.Unavailable(e.toString()));
        }
    }

    private static Map<String, String> query(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        Duration timeout = half.compareTo(SERVER_TIMEOUT) < 0 ? half : SERVER_TIMEOUT;
        return Map.of(
                "require_alias", "true", "timeout", Math.max(1, timeout.toMillis()) + "ms", "filter_path", FILTER);
    }

    private Answer read(List<Operation> operations, Request request, Reply reply) {
        if (reply.status() == 413) {
            return new Answer.OneOf(new Outcome.Rejected(
                    "request_too_large",
                    "%d bytes are more than OpenSearch or its proxy takes (413)".formatted(request.body().length)));
        }
        BulkReply bulk;
        try {
            bulk = BulkReply.read(reply.body());
        } catch (IOException e) {
            return all(Classifier.request(reply, Optional.empty()));
        }
        if (reply.status() == 200 && bulk.fault().isEmpty()) {
            return each(operations, bulk.items());
        }
        if (bulk.fault().isPresent()
                && Classifier.isOperationFault(reply.status(), bulk.fault().get())) {
            Fault fault = bulk.fault().get();
            return new Answer.OneOf(new Outcome.Rejected(fault.type(), fault.fullReason()));
        }
        return all(Classifier.request(reply, bulk.fault()));
    }

    private Answer each(List<Operation> operations, List<BulkReply.Item> items) {
        int guards = BulkBody.isGuarded(operations) ? 1 : 0;
        if (items.size() != operations.size() + guards) {
            return all(new Outcome.Unavailable(
                    "%d items in the reply to %d operations".formatted(items.size(), operations.size() + guards)));
        }
        List<Outcome> outcomes = new ArrayList<>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            outcomes.add(named(Classifier.item(operations.get(i), items.get(i + guards))));
        }
        return new Answer.Each(
                outcomes,
                items.subList(guards, items.size()).stream()
                        .map(BulkReply.Item::index)
                        .toList());
    }

    private Answer all(Outcome outcome) {
        return new Answer.All(named(outcome));
    }

    /** Causes travel far from here: they say which alias it was. */
    private Outcome named(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Throttled throttled ->
                new Outcome.Throttled("alias %s: %s".formatted(alias, throttled.cause()));
            case Outcome.Unavailable unavailable ->
                new Outcome.Unavailable("alias %s: %s".formatted(alias, unavailable.cause()));
            case Outcome.Held held -> held;
            case Outcome.Applied applied -> applied;
            case Outcome.Superseded superseded -> superseded;
            case Outcome.Rejected rejected -> rejected;
        };
    }
}
