package tablemirror.simulation;

import java.util.List;

/** What keeps a refused item from being lost, or from coming back as it was, each broken once. */
final class LetterRules {
    private static final String DEAD_LETTERS = "tablemirror.indexer.DeadLetters";

    private LetterRules() {}

    static List<Mutation> broken() {
        return List.of(
                Mutation.of(
                        "a refused item is acknowledged before its dead letter is there",
                        "indexer",
                        "tablemirror.indexer.Indexer",
                        "again.putAll(unsent);",
                        ""),
                Mutation.of(
                        "the dead letter's deduplication id is the event's",
                        "indexer",
                        DEAD_LETTERS,
                        "letters.add(letter(item.last(), letter, Message.body(item.change().reread())));",
                        """
                        letters.add(letter.message(
                                item.last().group(),
                                item.change().origin().eventId(),
                                Message.body(item.change().reread())));
                        """),
                Mutation.of(
                        "a dead letter holds the refused image",
                        "indexer",
                        DEAD_LETTERS,
                        "Message.body(item.change().reread())",
                        "Message.body(item.change())"),
                Mutation.of(
                                "a replay sends the body again",
                                "dlq-replayer",
                                "tablemirror.replayer.Letter",
                                "Optional.of(read.change().reread())",
                                "Optional.of(read.change())")
                        .behind(
                                OrderRules.SENT_LATE_BELIEVED.edit(),
                                "only what SQS moved after many receives has a body, and that is long ago"),
                Mutation.of(
                        "a replay deletes before it sends",
                        "dlq-replayer",
                        "tablemirror.replayer.ItemReplay",
                        "Map<Key, String> failed = send(items.stream().map(ItemReplay::newest).toList());",
                        """
                        hand.delete(items.stream().flatMap(List::stream).toList(), end);
                        Map<Key, String> failed = send(items.stream().map(ItemReplay::newest).toList());
                        """),
                Mutation.of(
                        "a replay's deduplication id is the same every time",
                        "dlq-replayer",
                        "tablemirror.replayer.Rereads",
                        "runId + \"/\" + sent++",
                        "reread.origin().eventId()"));
    }
}
