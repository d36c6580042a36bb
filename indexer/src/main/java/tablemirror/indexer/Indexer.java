package tablemirror.indexer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.index.Outcome;
import tablemirror.indexer.Tally.Count;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Received;

/**
 * Turns one invocation's messages into writes and answers which of them must come again.
 *
 * <p>Promise: a message is acknowledged only when its item is in the index, or superseded there, or in the dead-letter
 * queue with the reason. Killed at any point, the messages come again; versions and re-reads make the repetition
 * harmless. Thread-safe.
 */
final class Indexer {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    /** For dead letters, visibility times and the answer, when writing has used up its time. */
    private static final Duration RESERVE = Duration.ofSeconds(8);

    /** A dead-letter queue that does not answer must leave time to acknowledge what is done. */
    private static final Duration FOR_LETTERS = Duration.ofSeconds(4);

    private static final Duration FOR_SUSPECTS = Duration.ofSeconds(5);

    private final MessageReader reader;
    private final ItemWriter writer;
    private final DeadLetters deadLetters;
    private final Acknowledgement acknowledgement;
    private final Retry retry;
    private final Drain drain;
    private final Suspects suspects = new Suspects();
    /** Whether nothing could be written last time, so that only a few messages are risked this time. */
    private volatile boolean away;

    Indexer(
            MessageReader reader,
            Drain drain,
            ItemWriter writer,
            DeadLetters deadLetters,
            Acknowledgement acknowledgement,
            Retry retry) {
        this.reader = reader;
        this.drain = drain;
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.acknowledgement = acknowledgement;
        this.retry = retry;
    }

    /**
     * Works these off, and more from the queue where messages wait.
     *
     * @param handed the event source's messages, which it deletes itself
     * @return those of them that must come again, in their order and already hidden
     */
    List<Received> index(List<Received> handed, Deadline deadline, Tally tally) {
        List<Received> drained = drain(handed, deadline);
        tally.add(Count.MESSAGES, handed.size() + drained.size());
        tally.add(Count.DRAINED, drained.size());
        List<Received> messages = new ArrayList<>(handed);
        messages.addAll(drained);

        Map<Received, Outcome.NotYet> failed = work(messages, deadline, tally);
        away = tally.answered() == 0 && tally.of(Count.UNAVAILABLE) + tally.of(Count.BREAKER_OPEN) > 0;
        acknowledge(drained, failed, deadline);
        List<Received> again = PartialBatch.failures(handed, failed.keySet());
        retry.hide(again, failed, deadline);
        if (!away) {
            suspects.survived(failed.keySet());
        }
        return again;
    }

    /** Nothing more while OpenSearch was away last time, or with a suspect in hand: it may take all with it. */
    private List<Received> drain(List<Received> handed, Deadline deadline) {
        if (away || suspects.isAny(handed) || !drain.isBacklog(handed)) {
            return List.of();
        }
        return drain.more(handed, writer.bulkDocuments() - handed.size(), deadline);
    }

    private Map<Received, Outcome.NotYet> work(List<Received> messages, Deadline deadline, Tally tally) {
        Map<Received, Outcome.NotYet> failed = new HashMap<>();
        List<ItemInHand> alone = new ArrayList<>();
        for (List<Received> portion : Portions.of(messages, Portions.MOST_BYTES)) {
            Mailbag mail = Mailbag.of(portion, reader);
            Map<Boolean, List<ItemInHand>> bySuspicion =
                    mail.items().stream().collect(Collectors.partitioningBy(item -> suspects.isAny(item.messages())));
            alone.addAll(bySuspicion.getOrDefault(true, List.of()));
            failed.putAll(refuse(mail.refused(), tally));
            failed.putAll(write(bySuspicion.getOrDefault(false, List.of()), deadline.sooner(RESERVE), deadline, tally));
            failed.putAll(bury(mail.malformed(), deadline.atMost(FOR_LETTERS), tally));
        }
        return writeAlone(alone, messages, failed, deadline, tally);
    }

    /**
     * What the event source does for the messages it handed over, for those it does not know of. Where nothing at all got
     * through they are free at once, so that in an outage only the handed ones wait; it happens once, as the next
     * invocation does not drain.
     */
    private void acknowledge(List<Received> drained, Map<Received, Outcome.NotYet> failed, Deadline deadline) {
        List<Received> again = PartialBatch.failures(drained, failed.keySet());
        acknowledgement.delete(without(drained, again), deadline);
        if (away) {
            retry.release(again, deadline);
        } else {
            retry.hide(again, failed, deadline);
        }
    }

    private static Map<Received, Outcome.NotYet> refuse(Map<Received, String> refused, Tally tally) {
        Map<Received, Outcome.NotYet> failed = new HashMap<>();
        refused.forEach((message, reason) -> {
            LOG.error("message {} stays in the queue: {}", message.messageId(), reason);
            failed.put(message, new Outcome.Unavailable(reason));
        });
        tally.add(Count.REFUSED, refused.size());
        return failed;
    }

    private Map<Received, Outcome.NotYet> bury(Map<Received, String> malformed, Deadline deadline, Tally tally) {
        if (malformed.isEmpty()) {
            return Map.of();
        }
        Map<Received, Outcome.NotYet> failed = deadLetters.sendMalformed(malformed, deadline);
        tally.add(Count.MALFORMED, malformed.size() - failed.size());
        tally.add(Count.LETTERS_FAILED, failed.size());
        return failed;
    }

    /** Writes these items until {@code end}. Returns the messages of those that must come again, with the reason. */
    private Map<Received, Outcome.NotYet> write(List<ItemInHand> items, Deadline end, Deadline deadline, Tally tally) {
        if (items.isEmpty()) {
            return Map.of();
        }
        List<Outcome> outcomes =
                writer.write(items.stream().map(ItemInHand::change).toList(), end, tally);
        Map<ItemInHand, Outcome.NotYet> again = new LinkedHashMap<>();
        Map<ItemInHand, Outcome.Rejected> rejected = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            ItemInHand item = items.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Applied applied -> {}
                case Outcome.Superseded superseded -> {}
                case Outcome.Rejected rejection -> rejected.put(item, rejection);
                case Outcome.NotYet notYet -> again.put(item, notYet);
            }
        }
        if (!rejected.isEmpty()) {
            Map<ItemInHand, Outcome.NotYet> unsent = deadLetters.sendRejected(rejected, deadline.atMost(FOR_LETTERS));
            tally.add(Count.LETTERS_FAILED, unsent.size());
            again.putAll(unsent);
        }
        logCauses(again);
        Map<Received, Outcome.NotYet> failed = new HashMap<>();
        again.forEach((item, outcome) -> item.messages().forEach(message -> failed.put(message, outcome)));
        return failed;
    }

    /**
     * One by one, each after all else is acknowledged: what kills the function takes nobody along. Where others got through,
     * those that come after do not wait long for what has failed so often.
     */
    private Map<Received, Outcome.NotYet> writeAlone(
            List<ItemInHand> items,
            List<Received> messages,
            Map<Received, Outcome.NotYet> failedBefore,
            Deadline deadline,
            Tally tally) {
        Map<Received, Outcome.NotYet> failed = new HashMap<>(failedBefore);
        List<Received> unacknowledged = messages;
        boolean othersGotThrough = tally.answered() > 0;
        Deadline end = deadline.sooner(RESERVE);
        for (int i = 0; i < items.size(); i++) {
            Set<Received> kept = new HashSet<>(failed.keySet());
            items.subList(i, items.size()).forEach(suspect -> kept.addAll(suspect.messages()));
            List<Received> left = PartialBatch.failures(unacknowledged, kept);
            acknowledgement.delete(without(unacknowledged, left), deadline);
            unacknowledged = left;
            end = i == 0 && othersGotThrough ? end.atMost(FOR_SUSPECTS) : end;
            // What one of them uses up must not keep the others from being tried.
            Duration part = end.remaining().dividedBy(items.size() - (long) i);
            failed.putAll(write(List.of(items.get(i)), end.atMost(part), deadline, tally));
        }
        return failed;
    }

    private static List<Received> without(List<Received> messages, List<Received> others) {
        Set<Received> left = new HashSet<>(others);
        return messages.stream().filter(message -> !left.contains(message)).toList();
    }

    /** One line a cause, not an item: in an outage all fail for the same one. */
    private static void logCauses(Map<ItemInHand, Outcome.NotYet> failed) {
        Map<String, List<String>> idsByCause = new LinkedHashMap<>();
        failed.forEach((item, outcome) -> idsByCause
                .computeIfAbsent(outcome.cause(), cause -> new ArrayList<>())
                .add(item.change().key().documentId()));
        idsByCause.forEach(
                (cause, ids) -> LOG.warn("{} items come again, the first {}: {}", ids.size(), ids.getFirst(), cause));
    }
}
