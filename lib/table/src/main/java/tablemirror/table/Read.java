package tablemirror.table;

import java.time.Instant;

/**
 * What the table said of one key. <em>When</em> is the second in which DynamoDB answered, by its own clock and never by
 * the worker's: a version may be made of it. Immutable if {@code T} is.
 */
public sealed interface Read<T> {
    /** The item is there, turned into what the caller wanted of it. */
    record Present<T>(T value, Instant answeredAt) implements Read<T> {}

    /** The item is not in the table: it was asked for, and the answer neither held it nor put it off. */
    record Absent<T>(Instant answeredAt) implements Read<T> {}

    /** Nobody knows. Never to be taken for absent. */
    record Unavailable<T>(String cause) implements Read<T> {}
}
