package tablemirror.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tablemirror.change.Change;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Message;
import tablemirror.change.Value;
import tablemirror.change.Version;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.local.ProxiedMirror;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;

/** Changes of as many items, sent as the producer sends them. The items are in no table, which is not asked for them. */
final class Changes {
    private static final KeySchema KEYS = new KeySchema(ProxiedMirror.KEY, null);
    /** Few enough that none is sent long after it was made. */
    private static final int AT_A_TIME = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT = "x".repeat(200);

    private Changes() {}

    /** Fills the queue while no indexer is at work. Returns the document ids. */
    static Set<String> fill(ProxiedMirror mirror, int changes) {
        mirror.pauseIndexer();
        Sender sender = new Sender(new SqsQueue(mirror.sqs(), mirror.queueUrl()), RandomGenerator.getDefault());
        Set<String> ids = new HashSet<>();
        for (int start = 0; start < changes; start += AT_A_TIME) {
            List<Outgoing> messages = new ArrayList<>();
            for (int i = start; i < Math.min(start + AT_A_TIME, changes); i++) {
                Key key = KEYS.key(Map.of(ProxiedMirror.KEY, new Value.S("item-" + i)));
                ids.add(key.documentId());
                messages.add(new Outgoing(key.messageGroup(), "change-" + i, Message.body(change(key, i))));
            }
            Map<Integer, String> failed = sender.send(messages, Deadline.in(PATIENCE, Ticker.SYSTEM));
            if (!failed.isEmpty()) {
                throw new IllegalStateException("%d messages not sent: %s"
                        .formatted(failed.size(), failed.values().iterator().next()));
            }
        }
        return ids;
    }

    private static Change change(Key key, int number) {
        Instant now = Instant.now();
        String sequence = "%d00000000000000000000".formatted(number + 1);
        Item item = new Item(Map.of(
                ProxiedMirror.KEY,
                new Value.S(key.documentId()),
                "number",
                new Value.N(Integer.toString(number)),
                "text",
                new Value.S(TEXT)));
        return new Change(
                ProxiedMirror.TABLE,
                key,
                Version.ofChange(now, sequence),
                new Effect.Upsert(item),
                new Origin("event-" + number, sequence, now));
    }
}
