package tablemirror.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;
import tablemirror.local.ProxiedMirror;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;
import tablemirror.queue.SqsQueue;

/** Changes of as many items, sent as the producer sends them. The items are in no table, which is not asked for them. */
final class Changes {
    /** Few enough that none is sent long after it was made. */
    private static final int AT_A_TIME = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DOCUMENT_BYTES = 300;

    private Changes() {}

    /** Fills the queue while no indexer is at work. Returns the document ids. */
    static Set<String> fill(ProxiedMirror mirror, int changes) {
        mirror.pauseIndexer();
        Set<String> ids = new HashSet<>();
        for (int start = 0; start < changes; start += AT_A_TIME) {
            int count = Math.min(AT_A_TIME, changes - start);
            List<Outgoing> messages = Work.messages("fill" + start, count, DOCUMENT_BYTES);
            messages.forEach(message -> ids.add(message.group()));
            send(mirror, messages, mirror.queueUrl());
        }
        return ids;
    }

    /** Sends these to one of its queues. */
    static void send(ProxiedMirror mirror, List<Outgoing> messages, String queueUrl) {
        Sender sender = new Sender(new SqsQueue(mirror.sqs(), queueUrl), RandomGenerator.getDefault());
        Map<Integer, String> failed = sender.send(messages, Deadline.in(PATIENCE, Ticker.SYSTEM));
        if (!failed.isEmpty()) {
            throw new IllegalStateException("%d messages not sent: %s"
                    .formatted(failed.size(), failed.values().iterator().next()));
        }
    }
}
