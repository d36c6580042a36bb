package tablemirror.simulation;

import java.util.List;

/** What decides when a message is acknowledged and when it comes again, each broken once. */
final class OutcomeRules {
    private static final String ACKNOWLEDGEMENT_TEST = "tablemirror.queue.AcknowledgementTest";

    /** Of an item that failed only the first message is said to have failed. */
    private static final Edit FIRST_FAILS_ALONE = new Edit(
            "indexer/src/main/java",
            "tablemirror.indexer.Indexer",
            "item.messages().forEach(message -> failed.put(message, outcome))",
            "failed.put(item.messages().getFirst(), outcome)");

    private OutcomeRules() {}

    static List<Mutation> broken() {
        return List.of(
                // No history goes wrong by these two: what comes again alone was received before, and is read.
                Mutation.of(
                                "the newest message of a group is acknowledged first",
                                "lib/queue",
                                "tablemirror.queue.Acknowledgement",
                                "oldest.putIfAbsent(message.group(), message)",
                                "oldest.put(message.group(), message)")
                        .onlyFails(ACKNOWLEDGEMENT_TEST),
                Mutation.of(
                                "the messages of a group are acknowledged all at once",
                                "lib/queue",
                                "tablemirror.queue.Acknowledgement",
                                "List<Received> wave = oldestOfEachGroup(open);",
                                "List<Received> wave = open;")
                        .onlyFails(ACKNOWLEDGEMENT_TEST),
                Mutation.of(
                                "a failed message holds back nothing of its group",
                                "indexer",
                                "tablemirror.indexer.PartialBatch",
                                "if (heldGroups.contains(message.group()))",
                                "if (failedMessages.contains(message))")
                        .behind(FIRST_FAILS_ALONE, "all messages of an item have one outcome, and a group is an item"),
                Mutation.of(
                        "a failed message holds back the whole batch",
                        "indexer",
                        "tablemirror.indexer.PartialBatch",
                        "if (heldGroups.contains(message.group()))",
                        "if (!heldGroups.isEmpty())"),
                Mutation.of(
                                "every message that comes again has a visibility time of its own",
                                "indexer",
                                "tablemirror.indexer.Retry",
                                "times.computeIfAbsent(\n                    message.group(),",
                                "times.computeIfAbsent(\n                    message.messageId(),")
                        .onlyFails("tablemirror.indexer.IndexerTest"),
                Mutation.of(
                                "what is away comes again every minute, and uses up its receives",
                                "indexer",
                                "tablemirror.indexer.Retry",
                                "Duration.ofMinutes(45)",
                                "Duration.ofMinutes(1)")
                        .alsoFails("tablemirror.indexer.RetryTest"),
                Mutation.of(
                                "a full disk is throttling",
                                "lib/index",
                                "tablemirror.index.Classifier",
                                "status == 429 && !type.equals(\"cluster_block_exception\")",
                                "status == 429")
                        .onlyFails("tablemirror.index.ClassifierTest"),
                Mutation.of(
                                "without an answer there is no standby",
                                "lib/index",
                                "tablemirror.index.Indices",
                                "throw reply.status() == 429 ? new Busy(said) : new IOException(said);",
                                "return said.isEmpty();")
                        .onlyFails("tablemirror.indexer.StandbyTest"));
    }
}
