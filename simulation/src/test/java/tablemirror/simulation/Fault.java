package tablemirror.simulation;

/** What goes wrong on the way, each at its own places. A seed draws some of them; an enumeration tries each. */
enum Fault {
    /** An invocation dies at a call, before or after its effect. */
    KILLED,
    /** A call takes many seconds. */
    SLOW,
    /** SQS refuses an entry of a batch. */
    SEND_REFUSED,
    /** SQS takes an entry and says that it did not. */
    SEND_UNCONFIRMED,
    DELETE_REFUSED,
    DELETE_UNCONFIRMED,
    HIDE_REFUSED,
    /** The messages are on their way and nobody has them. */
    RECEIVE_LOST,
    /** Lambda deletes some messages of a batch and not others. */
    SOURCE_DELETES_PART,
    TABLE_AWAY,
    /** DynamoDB answers for some keys only (UnprocessedKeys). */
    TABLE_PUTS_OFF,
    /** OpenSearch answers 503 to a request. */
    INDEX_AWAY,
    /** OpenSearch answers 429 to a request. */
    INDEX_BUSY,
    /** OpenSearch refuses one operation of a bulk for now. */
    ITEM_BUSY,
    /** A bulk takes effect and its answer is lost. */
    ANSWER_LOST,
    /** A bulk takes effect after its sender has given up. */
    APPLIED_LATE,
    /** OpenSearch forgets its deletes before their time, as it does when a shard moves. */
    DELETES_FORGOTTEN,
    /** Lambda hands over fewer records than there are, and cuts them anew when it tries again. */
    BATCH_CUT,
    /** Lambda invokes the producer again for a batch that was forwarded. */
    CHECKPOINT_LOST,
    /** Lambda invokes the producer again for a batch while the first invocation is still at work. */
    OVERLAP,
    /** Lambda tries again only after a minute, or five. */
    LATE_RETRY,
    /** DynamoDB's time of a change, or of an answer, is a second back. */
    TIME_BACK,
    /** The shard is closed; its child counts its records from one. */
    SHARD_SPLIT,
    /** A worker's clock is minutes wrong. */
    CLOCK_JUMP,
    /** Somebody replays dead letters while changes pass. */
    REPLAYED,
    /** Somebody moves dead letters back by the console's own redrive. */
    MOVED_BACK,
    /** Somebody hands old records to the producer, as those of the failure bucket. */
    HANDED_AGAIN,
    /** Somebody mends the mapping, so that nothing is refused any more. */
    MENDED,
    /** Somebody stops an execution of the refill. */
    STOPPED
}
