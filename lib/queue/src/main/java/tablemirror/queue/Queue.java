package tablemirror.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tablemirror.function.Deadline;

/**
 * One FIFO queue as SQS offers it: every call carries up to {@link #MAX_ENTRIES} entries and is answered entry by entry.
 * A batch call that fails as a whole fails each of its entries and throws nothing. No call outlasts its deadline.
 */
public interface Queue {
    int MAX_ENTRIES = 10;

    /** Sends these; together at most {@link Outgoing#MAX_BYTES}. Returns what was not confirmed: position → cause. */
    Map<Integer, String> send(List<Outgoing> batch, Deadline deadline);

    /**
     * Up to so many messages, at most {@link #MAX_ENTRIES}, hidden from others for {@code visibility}; empty when none
     * came.
     *
     * @throws QueueUnavailable when SQS did not answer, or refused
     */
    List<Received> receive(int most, Duration visibility, Deadline deadline);

    /** Acknowledges these. Returns what was not confirmed: position → cause. */
    Map<Integer, String> delete(List<Received> batch, Deadline deadline);

    /** Hides each of these from others for its own time from now. Returns what was not confirmed: position → cause. */
    Map<Integer, String> hide(List<Hiding> batch, Deadline deadline);

    /**
     * How much is in the queue, as far as SQS knows: its figures follow the truth by up to a minute.
     *
     * @throws QueueUnavailable when SQS did not answer, or refused
     */
    Depth depth(Deadline deadline);

    /**
     * Messages in the queue.
     *
     * @param visible those that wait, also where a message of their group in flight hides them
     * @param inFlight those in somebody's hand
     */
    record Depth(int visible, int inFlight) {
        public int messages() {
            return visible + inFlight;
        }
    }

    /** A message in hand and for how long it is to stay hidden: 0 to 12 hours, in whole seconds. */
    record Hiding(Received message, Duration visibility) {}
}
