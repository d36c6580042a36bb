package org.elasticmq.actor.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stands before ElasticMQ's class of the same name on the class path. That one looks for a free group by copying the set
 * of all groups, once for every group in flight, for every message: with ten thousand groups waiting a receive takes a
 * fifth of a second, with fifty thousand it measures nothing but itself. This one keeps the groups in the order in which
 * they were last served, so that those in flight stand last. For one thread, as an actor's state is.
 */
public final class MessageQueue$FifoMessageQueue extends MessageQueue$SimpleMessageQueue {
    // Not ElasticMQ's own order: messages read back from a disk are no longer known to be those of a FIFO queue there.
    private static final Comparator<InternalMessage> OLDEST_FIRST = Comparator.comparing(InternalMessage::created)
            .thenComparingInt(InternalMessage::orderIndex)
            .thenComparing(InternalMessage::id);

    private final Map<String, NavigableSet<InternalMessage>> groups = new LinkedHashMap<>();

    @Override
    public void $plus$eq(InternalMessage message) {
        messagesById().put(message.id(), message);
        groups.computeIfAbsent(group(message), name -> new TreeSet<>(OLDEST_FIRST))
                .add(message);
    }

    @Override
    public void clear() {
        super.clear();
        groups.clear();
    }

    @Override
    public void remove(String messageId) {
        getById(messageId).foreach(message -> {
            messagesById().remove(messageId);
            groups.computeIfPresent(group(message), (name, messages) -> {
                messages.remove(message);
                return messages.isEmpty() ? null : messages;
            });
            return null;
        });
    }

    @Override
    public MessageQueue filterNot(Function1<InternalMessage, Object> predicate) {
        List<String> unwanted = new ArrayList<>();
        for (InternalMessage message : CollectionConverters.asJava(all())) {
            if ((Boolean) predicate.apply(message)) {
                unwanted.add(message.id());
            }
        }
        unwanted.forEach(this::remove);
        return this;
    }

    @Override
    public scala.collection.immutable.List<InternalMessage> dequeue(int count, long deliveryTime) {
        List<InternalMessage> batch = new ArrayList<>();
        Map<String, NavigableSet<InternalMessage>> served = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, NavigableSet<InternalMessage>>> all =
                        groups.entrySet().iterator();
                batch.size() < count && all.hasNext(); ) {
            Map.Entry<String, NavigableSet<InternalMessage>> group = all.next();
            List<InternalMessage> free = free(group.getValue(), count - batch.size(), deliveryTime);
            if (!free.isEmpty()) {
                batch.addAll(free);
                served.put(group.getKey(), group.getValue());
                all.remove();
            }
        }
        groups.putAll(served);
        return CollectionConverters.asScala(batch).toList();
    }

    /** A group's messages up to the first that is in flight, which blocks those behind it. */
    private static List<InternalMessage> free(NavigableSet<InternalMessage> messages, int most, long deliveryTime) {
        List<InternalMessage> free = new ArrayList<>();
        for (InternalMessage message : messages) {
            if (free.size() == most || !message.deliverable(deliveryTime)) {
                break;
            }
            free.add(message);
        }
        return free;
    }

    private static String group(InternalMessage message) {
        return message.messageGroupId().get();
    }
}
