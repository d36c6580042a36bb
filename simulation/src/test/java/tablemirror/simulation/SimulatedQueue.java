package tablemirror.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tablemirror.function.Deadline;
import tablemirror.queue.FakeQueue;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;

/** A FIFO queue at the end of a wire: answers get lost, and every entry of a batch has a fate of its own. */
final class SimulatedQueue implements Queue {
    /** Fired when something was sent or became visible. */
    final Signal arrivals = new Signal();

    private final String name;
    private final Surroundings around;
    private final FakeQueue queue;
    private final Consumer<Outgoing> sent;
    private final Consumer<Received> deleted;

    SimulatedQueue(String name, Surroundings around, Consumer<Outgoing> sent, Consumer<Received> deleted) {
        this.name = name;
        this.around = around;
        this.queue = new FakeQueue(around.scheduler(), Surroundings.BEGIN);
        this.sent = sent;
        this.deleted = deleted;
    }

    FakeQueue queue() {
        return queue;
    }

    @Override
    public Map<Integer, String> send(List<Outgoing> batch, Deadline deadline) {
        return each(Call.SEND, batch, deadline, message -> {
            boolean done =
                    queue.send(List.of(message), around.wire().patience()).isEmpty();
            around.trace("%s takes %s %s", name, message.group(), message.body());
            sent.accept(message);
            return done;
        });
    }

    @Override
    public Map<Integer, String> delete(List<Received> batch, Deadline deadline) {
        return each(Call.DELETE, batch, deadline, message -> {
            boolean done =
                    queue.delete(List.of(message), around.wire().patience()).isEmpty();
            around.trace("%s %s %s of %s", name, done ? "deletes" : "knows no", message.messageId(), message.group());
            if (done) {
                deleted.accept(message);
            }
            return done;
        });
    }

    @Override
    public Map<Integer, String> hide(List<Hiding> batch, Deadline deadline) {
        return each(Call.HIDE, batch, deadline, hiding -> {
            around.trace("%s hides %s for %s", name, hiding.message().messageId(), hiding.visibility());
            return queue.hide(List.of(hiding), around.wire().patience()).isEmpty();
        });
    }

    @Override
    public List<Received> receive(int most, Duration visibility, Deadline deadline) {
        boolean arrived = around.wire().arrives("receive", deadline);
        List<Received> received =
                arrived ? queue.receive(most, visibility, around.wire().patience()) : List.of();
        received.forEach(message -> around.trace(
                "%s hands out %s of %s for the %d. time",
                name, message.messageId(), message.group(), message.receiveCount()));
        boolean lost = !received.isEmpty() && around.happens(Fault.RECEIVE_LOST);
        if (!around.wire().returns("receive", deadline) || lost) {
            around.trace("and the answer is lost");
            return List.of();
        }
        return received;
    }

    @Override
    public Depth depth(Deadline deadline) {
        return queue.depth(deadline);
    }

    /** What a call is, and what can go wrong with one of its entries. */
    private enum Call {
        SEND(Fault.SEND_REFUSED, Fault.SEND_UNCONFIRMED),
        DELETE(Fault.DELETE_REFUSED, Fault.DELETE_UNCONFIRMED),
        HIDE(Fault.HIDE_REFUSED, Fault.HIDE_REFUSED);

        private final Fault refused;
        private final Fault unconfirmed;

        Call(Fault refused, Fault unconfirmed) {
            this.refused = refused;
            this.unconfirmed = unconfirmed;
        }
    }

    private <T> Map<Integer, String> each(Call call, List<T> batch, Deadline deadline, Predicate<T> effect) {
        boolean arrived = around.wire().arrives(call.name(), deadline);
        List<Integer> failed = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            boolean done = arrived && !around.happens(call.refused) && effect.test(batch.get(i));
            if (!done || around.happens(call.unconfirmed)) {
                failed.add(i);
            }
        }
        around.scheduler().fire(arrivals);
        boolean answered = around.wire().returns(call.name(), deadline);
        Map<Integer, String> causes = new TreeMap<>();
        for (int i = 0; i < batch.size(); i++) {
            if (!answered || failed.contains(i)) {
                causes.put(i, "not confirmed");
            }
        }
        return causes;
    }
}
