package tablemirror.simulation;

import java.util.List;

/** The rules that keep the index right, each broken once. */
final class Mutations {
    private static final String PRODUCER = "tablemirror.producer.";
    private static final String INDEXER = "tablemirror.indexer.";
    private static final String CHANGE = "tablemirror.change.";

    private Mutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.of(
                        "versions are external, so that a repetition is a conflict",
                        "lib/index",
                        "tablemirror.index.BulkBody",
                        "\\\"external_gte\\\"}}\\n\"",
                        "\\\"external\\\"}}\\n\""),
                Mutation.of(
                        "versions are whole seconds",
                        "lib/change",
                        CHANGE + "Version",
                        "startOf(createdAt) | shardOrder(sequenceNumber)",
                        "startOf(createdAt)"),
                Mutation.of(
                        "a close conflict is superseded like any other",
                        "indexer",
                        INDEXER + "DraftWriter",
                        "if (stored.isCloselyAfter(written))",
                        "if (stored.value() < 0)"),
                Mutation.of(
                        "what settles a conflict is written with the stored version, not above it",
                        "indexer",
                        INDEXER + "DraftWriter",
                        "stored.next()",
                        "stored"),
                Mutation.of(
                        "the deduplication id is the last event's alone",
                        "producer",
                        PRODUCER + "Latest",
                        "events() + \"/\" + invocationId",
                        "last.origin().eventId()"),
                Mutation.of(
                        "the deduplication id is without the invocation",
                        "producer",
                        PRODUCER + "Latest",
                        "events() + \"/\" + invocationId",
                        "events()"),
                Mutation.of(
                                "the stream comes again from the last change of an item that is not confirmed",
                                "producer",
                                PRODUCER + "Latest",
                                ".map(item -> item.first.origin()",
                                ".map(item -> item.last.origin()")
                        .secondNet("the last change is all that is forwarded of an item"),
                Mutation.of(
                        "the stream comes again from the highest number that is not confirmed",
                        "producer",
                        PRODUCER + "Latest",
                        ".min(Comparator",
                        ".max(Comparator"),
                Mutation.of(
                        "the first change of an item in an invocation is forwarded",
                        "producer",
                        PRODUCER + "Latest",
                        "new Latest(earlier.first, now.last)",
                        "earlier"),
                Mutation.of(
                        "messages of one item are coalesced by position",
                        "indexer",
                        INDEXER + "ItemInHand",
                        "ordered &= each.change.version().compareTo(highest) >= 0",
                        "ordered &= true"),
                Mutation.of(
                                "the newest message of a group is acknowledged first",
                                "lib/queue",
                                "tablemirror.queue.Acknowledgement",
                                "oldest.putIfAbsent(message.group(), message)",
                                "oldest.put(message.group(), message)")
                        .secondNet(
                                "what comes again alone was received before, and is read; a removal has its version"),
                Mutation.of(
                                "a failed message holds back nothing of its group",
                                "indexer",
                                INDEXER + "PartialBatch",
                                "if (heldGroups.contains(message.group()))",
                                "if (failedMessages.contains(message))")
                        .secondNet(
                                "what comes again alone was received before, and is read; a removal has its version"),
                Mutation.of(
                        "a failed message holds back the whole batch",
                        "indexer",
                        INDEXER + "PartialBatch",
                        "if (heldGroups.contains(message.group()))",
                        "if (!heldGroups.isEmpty())"),
                Mutation.of(
                        "a doubtful change is believed",
                        "indexer",
                        INDEXER + "Doubt",
                        "boolean mayBeOld = message.receiveCount() > 1 || sentLate;",
                        "boolean mayBeOld = false;"),
                Mutation.of(
                        "a doubtful removal is believed",
                        "indexer",
                        INDEXER + "Doubt",
                        "boolean mayBeOld = ",
                        "boolean mayBeOld = !(change.effect() instanceof Change.Effect.Remove) && "),
                Mutation.of(
                        "a repeated change is believed",
                        "indexer",
                        INDEXER + "Doubt",
                        "boolean mayBeOld = message.receiveCount() > 1 || sentLate;",
                        "boolean mayBeOld = sentLate;"),
                Mutation.of(
                        "a change sent late is believed",
                        "indexer",
                        INDEXER + "Doubt",
                        "boolean mayBeOld = message.receiveCount() > 1 || sentLate;",
                        "boolean mayBeOld = message.receiveCount() > 1;"),
                Mutation.of(
                        "what DynamoDB puts off is taken for absent",
                        "lib/table",
                        "tablemirror.table.TableReader",
                        "answer.unprocessed().forEach(key -> putOff.add(expect(expected, () -> schema.key(key))));",
                        ""),
                Mutation.of(
                        "the second of a read is the worker's",
                        "indexer",
                        INDEXER + "DraftWriter",
                        "draft.read(Objects.requireNonNull(answers.get(draft.change().key())), askedAtNanos);",
                        """
                        Read<Rendering<byte[]>> answer = Objects.requireNonNull(answers.get(draft.change().key()));
                        draft.read(switch (answer) {
                            case Read.Present<Rendering<byte[]>> present -> new Read.Present<>(present.value(), clock.instant());
                            case Read.Absent<Rendering<byte[]>> absent -> new Read.Absent<Rendering<byte[]>>(clock.instant());
                            case Read.Unavailable<Rendering<byte[]>> unavailable -> unavailable;
                        }, askedAtNanos);
                        """),
                Mutation.of(
                        "a read may be as old as it likes when it is written",
                        "indexer",
                        INDEXER + "Draft",
                        "(operation == null || freshFor(nowNanos).isNegative())",
                        "operation == null"),
                Mutation.of(
                        "a re-read is written with its second, without the margin",
                        "lib/change",
                        CHANGE + "Version",
                        "startOf(answeredAt.minus(MARGIN))",
                        "startOf(answeredAt)"),
                Mutation.of(
                        "a re-read is written with its second less the margin, even if its change is newer",
                        "lib/change",
                        CHANGE + "Version",
                        "Math.max(value, startOf(answeredAt.minus(MARGIN)))",
                        "startOf(answeredAt.minus(MARGIN))"),
                Mutation.of(
                        "a refused item is acknowledged before its dead letter is there",
                        "indexer",
                        INDEXER + "Indexer",
                        "again.putAll(deadLetters.sendRejected(rejected, deadline.atMost(FOR_LETTERS)));",
                        "deadLetters.sendRejected(rejected, deadline.atMost(FOR_LETTERS));"),
                Mutation.of(
                        "the dead letter's deduplication id is the event's",
                        "indexer",
                        INDEXER + "DeadLetters",
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
                        INDEXER + "DeadLetters",
                        "Message.body(item.change().reread())",
                        "Message.body(item.change())"),
                Mutation.of(
                        "a replay sends the body again",
                        "dlq-replayer",
                        "tablemirror.replayer.Letter",
                        "Optional.of(read.change().reread())",
                        "Optional.of(read.change())"),
                Mutation.of(
                        "a replay deletes before it sends",
                        "dlq-replayer",
                        "tablemirror.replayer.Replayer",
                        "List<List<Letter>> byItem = List.copyOf(items.values());",
                        """
                        List<List<Letter>> byItem = List.copyOf(items.values());
                        new Acknowledgement(deadLetters)
                                .delete(letters.stream().map(Letter::message).toList(), deadline);
                        """),
                Mutation.of(
                        "a replay's deduplication id is the same every time",
                        "dlq-replayer",
                        "tablemirror.replayer.Replayer",
                        "item.getLast().message().messageId() + \"/\" + invocationId",
                        "newest.origin().eventId()"),
                Mutation.of(
                        "what is away comes again every minute, and uses up its receives",
                        "indexer",
                        INDEXER + "Retry",
                        "Duration.ofMinutes(45)",
                        "Duration.ofMinutes(1)"));
    }
}
