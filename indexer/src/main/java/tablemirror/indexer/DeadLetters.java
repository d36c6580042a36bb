package tablemirror.indexer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tablemirror.change.Message;
import tablemirror.function.Deadline;
import tablemirror.index.Outcome;
import tablemirror.queue.DeadLetter;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;

/**
 * Puts what will never succeed into the dead-letter queue, with the reason. A refused item goes as a re-read without its
 * image: whoever replays it, also by the console's own redrive, gets the table's state and never an old one.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Sender queue;
    private final String index;
    private final InstantSource clock;

    DeadLetters(Sender queue, String index, InstantSource clock) {
        this.queue = queue;
        this.index = index;
        this.clock = clock;
    }

    /** Returns the items that did not get there: they must not be acknowledged. */
    Map<ItemInHand, Outcome.NotYet> sendRejected(Map<ItemInHand, Outcome.Rejected> rejected, Deadline deadline) {
        List<ItemInHand> items = new ArrayList<>(rejected.keySet());
        List<Outgoing> letters = new ArrayList<>();
        for (ItemInHand item : items) {
            Outcome.Rejected outcome = rejected.getOrDefault(item, new Outcome.Rejected("unknown", "unknown"));
            String id = item.change().key().documentId();
            // Not the reason: it may quote the item.
            LOG.warn("{}/{} rejected by index {}: {}", item.change().table(), id, index, outcome.type());
            DeadLetter letter = new DeadLetter(outcome.type(), outcome.reason(), id, index, clock.instant());
            letters.add(letter(item.last(), letter, Message.body(item.change().reread())));
        }
        return failures(items, letters, deadline);
    }

    /** The same for bodies that are no message of ours; they go as they are. */
    Map<Received, Outcome.NotYet> sendMalformed(Map<Received, String> malformed, Deadline deadline) {
        List<Received> messages = new ArrayList<>(malformed.keySet());
        List<Outgoing> letters = new ArrayList<>();
        for (Received message : messages) {
            String reason = malformed.getOrDefault(message, "unknown");
            // Not the reason: it may quote the message.
            LOG.warn("message {} is none of ours, the dead letter says why", message.messageId());
            DeadLetter letter = new DeadLetter("malformed_message", reason, "", index, clock.instant());
            letters.add(letter(message, letter, message.body()));
        }
        return failures(messages, letters, deadline);
    }

    /** The id of the refused message deduplicates a repeated attempt, and lets a second refusal of the item through. */
    private static Outgoing letter(Received message, DeadLetter letter, String body) {
        return letter.message(message.group(), message.messageId(), body);
    }

    private <T> Map<T, Outcome.NotYet> failures(List<T> subjects, List<Outgoing> letters, Deadline deadline) {
        Map<T, Outcome.NotYet> failures = new HashMap<>();
        queue.send(letters, deadline)
                .forEach((position, cause) -> failures.put(
                        subjects.get(position),
                        new Outcome.Unavailable("dead-letter queue did not take it: " + cause)));
        return failures;
    }
}
