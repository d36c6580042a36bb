package tablemirror.change;

import java.time.Instant;

/**
 * What happened to one item: which item, how new it is, what to do about its document, and where the change came from.
 * Immutable.
 */
public record Change(String table, Key key, Version version, Effect effect, Origin origin) {

    /** What a change asks of the item's document. */
    public sealed interface Effect {
        /** Be this item. */
        record Upsert(Item image) implements Effect {}

        /** Be gone. */
        record Remove() implements Effect {}

        /** Be what the table holds when somebody looks: for an image that is too large, unknown or not to be trusted. */
        record Reread() implements Effect {}
    }

    /** The stream record it came from, to be found again in logs. */
    public record Origin(String eventId, String sequenceNumber, Instant createdAt) {}

    /** The same change without its image: it asks for the table's state, at least as new as this version. */
    public Change reread(Version atLeast) {
        return new Change(table, key, atLeast, new Effect.Reread(), origin);
    }

    public Change reread() {
        return reread(version);
    }
}
