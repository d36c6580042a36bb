package tablemirror.producer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tablemirror.change.Change;
import tablemirror.function.Deadline;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Sender;

/**
 * Forwards one invocation's changes into the queue, the newest of each item.
 *
 * <p>Promise: the stream is acknowledged up to the first change that SQS has not confirmed, never past it. Killed
 * before the answer, the whole slice comes again; what was sent then is sent twice, and versions make that harmless.
 */
final class Producer {
    private final Sender sender;

    Producer(Sender sender) {
        this.sender = sender;
    }

    /**
     * What became of an invocation.
     *
     * @param retryFrom the sequence number from which the stream must come again, if anything was not confirmed
     * @param causes why messages were not confirmed → how many
     */
    record Report(
            int changes, int messages, int unconfirmed, Optional<String> retryFrom, Map<String, Integer> causes) {}

    /** Forwards these, in stream order, as the work of the invocation of this id. */
    Report forward(List<Change> changes, String invocationId, Deadline deadline) {
        List<Latest> items = Latest.ofEach(changes);
        List<Outgoing> messages =
                items.stream().map(item -> item.message(invocationId)).toList();
        Map<Integer, String> failed = sender.send(messages, deadline);
        Map<String, Integer> causes = new TreeMap<>();
        failed.values().forEach(cause -> causes.merge(cause, 1, Integer::sum));
        List<Latest> unconfirmed = failed.keySet().stream().map(items::get).toList();
        Optional<String> retryFrom =
                unconfirmed.isEmpty() ? Optional.empty() : Optional.of(Latest.lowestSequenceNumber(unconfirmed));
        return new Report(changes.size(), messages.size(), unconfirmed.size(), retryFrom, causes);
    }
}
