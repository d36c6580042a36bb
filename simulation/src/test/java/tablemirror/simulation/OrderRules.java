package tablemirror.simulation;

import java.util.List;

/** What keeps an item's changes in their order, each broken once. */
final class OrderRules {
    private static final String INDEXER_TEST = "tablemirror.indexer.IndexerTest";

    static final Mutation CLOSE_CONFLICTS_BELIEVED = Mutation.of(
            "a close conflict is superseded like any other",
            "indexer",
            "tablemirror.indexer.DraftWriter",
            "if (stored.isCloselyAfter(written))",
            "if (stored.value() < 0)");

    static final Mutation REPEATED_BELIEVED = Mutation.of(
            "a repeated change is believed",
            "indexer",
            "tablemirror.indexer.Doubt",
            "boolean mayBeOld = message.receiveCount() > 1 || sentLate;",
            "boolean mayBeOld = sentLate;");

    static final Mutation SENT_LATE_BELIEVED = Mutation.of(
            "a change sent late is believed",
            "indexer",
            "tablemirror.indexer.Doubt",
            "boolean mayBeOld = message.receiveCount() > 1 || sentLate;",
            "boolean mayBeOld = message.receiveCount() > 1;");

    private OrderRules() {}

    static List<Mutation> broken() {
        return List.of(
                // No history goes wrong: each repetition is read from the table and written above, for nothing.
                Mutation.of(
                                "versions are external, so that a repetition is a conflict",
                                "lib/index",
                                "tablemirror.index.BulkBody",
                                "\\\"external_gte\\\"}}\\n\"",
                                "\\\"external\\\"}}\\n\"")
                        .onlyFails("tablemirror.index.BulkWriterTest"),
                Mutation.of(
                        "versions are whole seconds",
                        "lib/change",
                        "tablemirror.change.Version",
                        "startOf(createdAt) | shardOrder(sequenceNumber)",
                        "startOf(createdAt)"),
                CLOSE_CONFLICTS_BELIEVED.alsoFails(INDEXER_TEST),
                Mutation.of(
                                "what was read may be written with an event's version",
                                "lib/change",
                                "tablemirror.change.Version",
                                "startOf(answeredAt.minus(MARGIN))) | REREAD",
                                "startOf(answeredAt.minus(MARGIN)))")
                        .alsoFails(INDEXER_TEST),
                // It takes three changes in a second, two shards, and a bulk that is finished after the next reading.
                Mutation.of(
                                "what was read later is no newer",
                                "lib/change",
                                "tablemirror.change.Version",
                                "Math.clamp(age, 0, MARGIN.toSeconds())",
                                "Math.clamp(age, 0, 0)")
                        .onlyFails(INDEXER_TEST),
                REPEATED_BELIEVED.alsoFails(INDEXER_TEST),
                SENT_LATE_BELIEVED.alsoFails(INDEXER_TEST),
                Mutation.of(
                                "a doubtful removal is believed",
                                "indexer",
                                "tablemirror.indexer.Doubt",
                                "message.receiveCount() > 1 || sentLate;",
                                "!(change.effect() instanceof Change.Effect.Remove) && (message.receiveCount() > 1 || sentLate);")
                        .alsoFails(INDEXER_TEST),
                Mutation.of(
                        "messages of one item are coalesced by position",
                        "indexer",
                        "tablemirror.indexer.ItemInHand",
                        "believed &= inOrder &&",
                        "believed &="),
                Mutation.of(
                        "a coalesced re-read has the version of the last message",
                        "indexer",
                        "tablemirror.indexer.ItemInHand",
                        "last.reread(highest)",
                        "last.reread()"),
                // No history goes wrong: by itself, the last would be believed as well.
                Mutation.of(
                                "behind a change that is not believed the last one is",
                                "indexer",
                                "tablemirror.indexer.ItemInHand",
                                "believed &= inOrder",
                                "believed = inOrder")
                        .onlyFails("tablemirror.indexer.ItemInHandTest"));
    }
}
