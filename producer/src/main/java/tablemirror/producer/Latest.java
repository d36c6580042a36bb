package tablemirror.producer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.change.Message;
import tablemirror.change.Version;
import tablemirror.queue.Outgoing;

/**
 * All changes of one item in one invocation, of which the last is forwarded: the index mirrors a state, not a history,
 * so a hot item costs one message however often it changed.
 *
 * @param highest the highest version among them: the last one's, unless DynamoDB's time stepped back
 */
record Latest(Change first, Change last, Version highest) {

    /** One per item, in the order in which the items first changed. */
    static List<Latest> ofEach(List<Change> changes) {
        Map<Key, Latest> items = new LinkedHashMap<>();
        for (Change change : changes) {
            items.merge(change.key(), new Latest(change, change, change.version()), Latest::and);
        }
        return new ArrayList<>(items.values());
    }

    private Latest and(Latest later) {
        return new Latest(first, later.last, highest.max(later.highest));
    }

    /** The lowest sequence number from which the stream must be read again so that none of these is missed. */
    static String lowestSequenceNumber(Collection<Latest> items) {
        // As numbers: their lengths differ, so their texts do not sort.
        return items.stream()
                .map(item -> item.first.origin().sequenceNumber())
                .min(Comparator.comparing(BigInteger::new))
                .orElseThrow();
    }

    /**
     * The message that forwards it. An image too large for a message is left in the table, to be read by the indexer; and
     * so is one whose version is below that of a change before it, which may be on its way by itself.
     *
     * <p>The deduplication id removes what this invocation sends twice and nothing else: a later attempt may cut the
     * stream differently, and an id it shared with this one would swallow a newer image.
     */
    Outgoing message(String invocationId) {
        boolean inOrder = last.version().equals(highest);
        String body = Message.body(inOrder ? last : last.reread(highest));
        if (body.length() > Outgoing.MAX_BYTES) {
            body = Message.body(last.reread());
        }
        return new Outgoing(last.key().messageGroup(), events() + "/" + invocationId, body);
    }

    private String events() {
        String from = first.origin().eventId();
        String to = last.origin().eventId();
        return from.equals(to) ? from : from + "-" + to;
    }
}
