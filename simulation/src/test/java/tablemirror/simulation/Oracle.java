package tablemirror.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Item;
import tablemirror.change.MessageReader;
import tablemirror.change.MessageReader.Answer;
import tablemirror.index.FakeOpenSearch.Write;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Received;

/**
 * Watches everything and knows what must be true. It throws {@link Broken} as soon as a promise is broken, so that a trace
 * ends where it happened.
 */
final class Oracle {
    private final Scheduler scheduler;
    private final MessageReader reader = new MessageReader(SimulatedTable.NAME, SimulatedTable.SCHEMA);
    private final Map<String, History> items = new LinkedHashMap<>();
    /** Items of which the last word was the index's, and who heard it. */
    private final Map<String, Actor> answered = new HashMap<>();

    private long exchangedNanos = Long.MIN_VALUE;
    private long fillNanos = Long.MIN_VALUE;

    Oracle(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    private History history(String id) {
        return items.computeIfAbsent(id, History::new);
    }

    /** The table has changed. */
    void changed(String id, Optional<Item> item, Instant createdAt, String sequenceNumber) {
        history(id).changed(item, createdAt, sequenceNumber, scheduler.nanoTime());
    }

    /** The item was read, so what is written from now on may be ahead of its messages. */
    void read(String id) {
        history(id).read(scheduler.nanoTime());
    }

    /** OpenSearch has forgotten a delete before its time, so what it refuses is not what it should. */
    void forgotEarly(String index, String id) {
        history(id).disorder(index);
    }

    /** OpenSearch has forgotten a delete in its time. */
    void forgot(String index, String id) {
        history(id).forgot(index);
    }

    /** SQS has taken a message. */
    void sent(Outgoing message) {
        Change change = change(message.body());
        if (!(change.effect() instanceof Effect.Reread)) {
            history(change.key().documentId()).sent(change.origin());
        }
    }

    /** Somebody asks the table or the index about these, and has no answer yet. */
    void asked(Collection<String> ids) {
        ids.forEach(answered::remove);
    }

    /** The index has dealt with these, and whoever asked knows. */
    void answered(Collection<String> ids) {
        ids.forEach(id -> answered.put(id, scheduler.process()));
    }

    /**
     * An invocation ends, and these are to come again. Promise 4: none of them for another one's sake. What was written
     * while live index and standby changed places is written again.
     */
    void comeAgain(List<Received> messages, Actor invocation, long sinceNanos) {
        for (Received message : messages) {
            String id = item(message.body());
            if (invocation.equals(answered.get(id)) && exchangedNanos < sinceNanos) {
                throw new Broken("promise 4", id, "comes again though the index has answered it");
            }
        }
    }

    /** An index has taken a write. Promise 3: never an older state after a newer one. */
    void written(String index, Write write, boolean viaLive) {
        history(write.id()).written(index, write, viaLive);
    }

    /** From now on an index is filled. */
    void fillBegins() {
        fillNanos = scheduler.nanoTime();
    }

    /** No fill is at work that may put an index live. */
    void fillEnds() {
        fillNanos = Long.MIN_VALUE;
    }

    /**
     * Another index is live. Readers never meet none, and never half of one: what has not changed since its fill began is
     * there as it is in the table.
     */
    void exchanged(Optional<String> before, Optional<String> now, Map<String, String> documents) {
        exchangedNanos = scheduler.nanoTime();
        String live =
                now.orElseThrow(() -> new Broken("refill", "", "%s is live no more, and none is".formatted(before)));
        items.forEach((id, history) -> {
            history.isLive(live);
            // Changes made before the first index wait until it is live, and pass by in it.
            boolean compared = !before.isEmpty() || history.changedOnce();
            String expected = history.unchangedSince(fillNanos).orElse("");
            String found = documents.getOrDefault(id, "none");
            boolean refusedByFirst = before.isEmpty() && expected.contains(SimulatedIndex.REFUSED);
            if (compared && !expected.isEmpty() && !found.equals(expected) && !refusedByFirst) {
                throw new Broken(
                        "refill", id, "is %s in the index that is put live, not %s".formatted(found, expected));
            }
        });
    }

    /** A message is gone. Promise 1: its change is in the index, or something newer is, or a dead letter tells of it. */
    void deleted(Received message) {
        Change change = change(message.body());
        History history = history(change.key().documentId());
        if (!history.covers(change.version())) {
            throw new Broken(
                    "promise 1",
                    change.key().documentId(),
                    "has no write and no dead letter as new as its message %s, which is deleted"
                            .formatted(message.messageId()));
        }
    }

    /** A dead letter was sent. Promise 4: only bad items have one. */
    void lettered(Outgoing message) {
        Change change = change(message.body());
        History history = history(change.key().documentId());
        if (!history.isBadSince(change.origin())) {
            throw new Broken(
                    "promise 4",
                    change.key().documentId(),
                    "has a dead letter of number %s and was not bad since"
                            .formatted(change.origin().sequenceNumber()));
        }
        history.lettered(change.version());
    }

    /** Promise 2: the index is the table, but for these. */
    static void compare(Map<String, Item> table, Map<String, String> documents, Set<String> except) {
        Set<String> ids = new TreeSet<>(table.keySet());
        ids.addAll(documents.keySet());
        ids.removeAll(except);
        for (String id : ids) {
            String expected =
                    Optional.ofNullable(table.get(id)).map(History::document).orElse("none");
            String found = documents.getOrDefault(id, "none");
            if (!expected.equals(found)) {
                throw new Broken("promise 2", id, "is %s in the table and %s in the index".formatted(expected, found));
            }
        }
    }

    /** Whether what is in the table of it is refused. */
    boolean isBad(String id) {
        return history(id).isBad();
    }

    /** The item that a message is about. */
    String item(String body) {
        return change(body).key().documentId();
    }

    private Change change(String body) {
        if (reader.read(body) instanceof Answer.Read read) {
            return read.change();
        }
        throw new Broken("promise 1", "", "cannot be read from " + body);
    }
}
