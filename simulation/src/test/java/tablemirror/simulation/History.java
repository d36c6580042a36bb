package tablemirror.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Change.Origin;
import tablemirror.change.DocumentWriter;
import tablemirror.change.Item;
import tablemirror.change.Version;
import tablemirror.index.FakeOpenSearch.Write;

/**
 * One item's states, from its first absence on, and what the index showed of them. It knows which of them a reader may
 * still see: only while messages travel in order, and nothing was read ahead of them, is an older state wrong.
 */
final class History {
    private static final DocumentWriter DOCUMENTS = new DocumentWriter(SimulatedTable.TIMESTAMP_FIELD);
    /** A minute, and DynamoDB's times are whole seconds, of clocks that differ by one. */
    private static final long AHEAD_NANOS = Duration.ofSeconds(63).toNanos();

    private final String id;
    private final List<State> states = new ArrayList<>(List.of(new State("", Instant.MIN, "0", Long.MIN_VALUE / 2)));
    private final Map<String, Integer> positions = new HashMap<>();
    /** Which states events of these versions show; none for a version that several have. */
    private final Map<Long, Optional<Integer>> byVersion = new HashMap<>();
    /** What each index shows of it. */
    private final Map<String, Shown> shown = new HashMap<>();

    private long highestWritten = -1;
    private long highestLettered = -1;
    /** The last state that is refused; none is the first. */
    private int lastBad;
    /** Its messages or their versions are not in the order of its states: it only has to end right. */
    private boolean disordered;

    private int sent;
    private long readNanos = Long.MIN_VALUE;

    /** The latest state that an index has shown, and when it was read; the beginning of time if it was not. */
    private static final class Shown {
        private int position;
        private long version = -1;
        private long readNanos = Long.MIN_VALUE;
        private boolean disordered;
        /** Whether it was read that it is gone, and that delete is forgotten. */
        private boolean forgotten;
    }

    /** A state by its document; an absence has none. */
    private record State(String document, Instant createdAt, String sequenceNumber, long nanos) {}

    History(String id) {
        this.id = id;
    }

    static String document(Item item) {
        return new String(DOCUMENTS.write(item, Instant.EPOCH), UTF_8);
    }

    void changed(Optional<Item> item, Instant createdAt, String sequenceNumber, long nanos) {
        State before = states.getLast();
        State now = new State(item.map(History::document).orElse(""), createdAt, sequenceNumber, nanos);
        boolean laterSecond = createdAt.isAfter(before.createdAt);
        boolean laterInSecond = createdAt.equals(before.createdAt)
                && sequenceNumber.length() >= before.sequenceNumber.length()
                && sequenceNumber.compareTo(before.sequenceNumber) > 0;
        disordered |= !laterSecond && !laterInSecond;
        lastBad = now.document.contains(SimulatedIndex.REFUSED) ? states.size() : lastBad;
        positions.put(createdAt + " " + sequenceNumber, states.size());
        byVersion.merge(
                Version.ofChange(createdAt, sequenceNumber).value(),
                Optional.of(states.size()),
                (one, other) -> Optional.empty());
        states.add(now);
    }

    /** From now on it only has to end right in this index. */
    void disorder(String index) {
        shown(index).disordered = true;
    }

    /** Of a delete that was read ahead of its messages nothing is left in this index: they pass by once more. */
    void forgot(String index) {
        Shown here = shown(index);
        here.forgotten = here.readNanos != Long.MIN_VALUE;
    }

    private Shown shown(String index) {
        return shown.computeIfAbsent(index, name -> new Shown());
    }

    void read(long nanos) {
        readNanos = nanos;
    }

    void sent(Origin origin) {
        int position = position(origin);
        disordered |= position < sent;
        sent = Math.max(sent, position);
    }

    private int position(Origin origin) {
        return positions.getOrDefault(origin.createdAt() + " " + origin.sequenceNumber(), 0);
    }

    void lettered(Version version) {
        highestLettered = Math.max(highestLettered, version.value());
    }

    /** Whether the state of this change is refused, or one after it that may have been read in its place. */
    boolean isBadSince(Origin origin) {
        return lastBad > 0 && lastBad >= position(origin);
    }

    boolean isBad() {
        return lastBad == states.size() - 1;
    }

    boolean covers(Version version) {
        return version.value() <= Math.max(highestWritten, highestLettered);
    }

    void written(String index, Write write, boolean viaLive) {
        highestWritten = viaLive ? Math.max(highestWritten, write.version()) : highestWritten;
        Shown here = shown(index);
        here.version = Math.max(here.version, write.version());
        Optional<Integer> event = byVersion.getOrDefault(write.version(), Optional.empty());
        int position = event.orElseGet(() -> position(write.document().orElse(""), here.position));
        if (position > here.position || (event.isPresent() && position == here.position)) {
            here.position = position;
            here.forgotten = false;
            // Only a re-read is ahead of its messages; behind an event none of them is left.
            here.readNanos = event.isPresent() ? Long.MIN_VALUE : readNanos;
        } else if (position < here.position && !disordered && !here.disordered && !mayPassByAgain(position, here)) {
            throw new Broken(
                    "promise 3", id, "shows %s again, after %s".formatted(name(position), name(here.position)));
        }
    }

    /** This index is live now, with all that was written to it before. */
    void isLive(String index) {
        highestWritten = Math.max(highestWritten, shown(index).version);
    }

    /** Whether the change that ended this state is one of those that may pass by once more behind a reading. */
    private boolean mayPassByAgain(int position, Shown here) {
        return here.forgotten
                || (here.readNanos != Long.MIN_VALUE && states.get(position + 1).nanos >= here.readNanos - AHEAD_NANOS);
    }

    /** The first state from the one shown on that looks like this, or else the last before it. */
    private int position(String document, int from) {
        for (int i = from; i < states.size(); i++) {
            if (states.get(i).document.equals(document)) {
                return i;
            }
        }
        for (int i = from - 1; i >= 0; i--) {
            if (states.get(i).document.equals(document)) {
                return i;
            }
        }
        throw new Broken("promise 2", id, "never was " + document);
    }

    /** What it has been since then, if it has not changed: its document, or nothing. */
    Optional<String> unchangedSince(long nanos) {
        State now = states.getLast();
        return now.nanos < nanos ? Optional.of(now.document) : Optional.empty();
    }

    /** It was put there, and that is all. */
    boolean changedOnce() {
        return states.size() == 2;
    }

    private String name(int position) {
        String document = states.get(position).document;
        return document.isEmpty() ? "its absence" : document;
    }
}
