package tablemirror.simulation;

import java.util.List;

/** The rules that keep the index right, each broken once. */
final class Mutations {
    private static final String PRODUCER = "tablemirror.producer.";
    private static final String INDEXER = "tablemirror.indexer.";
    private static final String CHANGE = "tablemirror.change.";
    private static final String REFILL = "tablemirror.refill.";

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
                        Read<byte[]> answer = Objects.requireNonNull(answers.get(draft.change().key()));
                        draft.read(switch (answer) {
                            case Read.Present<byte[]> present -> new Read.Present<>(present.value(), clock.instant());
                            case Read.Absent<byte[]> absent -> new Read.Absent<byte[]>(clock.instant());
                            case Read.Unavailable<byte[]> unavailable -> unavailable;
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
                        "Duration.ofMinutes(1)"),
                Mutation.of(
                        "refill: the standby is not written",
                        "lib/index",
                        "tablemirror.index.DoubleWriter",
                        "if (!hasStandby()) {",
                        "if (!hasStandby() || !operations.isEmpty()) {"),
                Mutation.of(
                        "refill: what met one index twice while the two changed places counts as written",
                        "lib/index",
                        "tablemirror.index.DoubleWriter",
                        "if (!index.isEmpty() && index.equals(toStandby.indices().get(i)))",
                        "if (index.equals(\"none\"))"),
                Mutation.of(
                        "refill: the new live index is not compared once more",
                        "refill",
                        REFILL + "Refill",
                        "return work(run.in(Phase.VERIFY_LIVE, 1, journal.now()));",
                        "return done(run, summary(run).report(run));"),
                Mutation.of(
                        "refill: the new index is put live without being compared",
                        "refill",
                        REFILL + "Refill",
                        "return run.live() == null ? swap(run) :",
                        "return run.live() == null || run.round() == 0 ? swap(run) :"),
                Mutation.of(
                        "refill: work that is not done in every segment is passed over",
                        "refill",
                        REFILL + "Refill",
                        "if (!found.isDone(run))",
                        "if (found.count(Count.ITEMS) < 0)"),
                Mutation.of(
                        "refill: what was scanned is written with the worker's second",
                        "refill",
                        REFILL + "Filling",
                        "ANY.reread(page.answeredAt())",
                        "ANY.reread(clock.instant())"),
                Mutation.of(
                        "refill: what was scanned is written with its second, without the margin",
                        "refill",
                        REFILL + "Filling",
                        "ANY.reread(page.answeredAt())",
                        "Version.ofChange(page.answeredAt(), \"0\")"),
                Mutation.of(
                        "refill: what differs at the second look is drift",
                        "refill",
                        REFILL + "Candidate",
                        "if (same && noBacklog && looks + 1 >= LEAST_LOOKS && age >= TRAVEL.toSeconds())",
                        "if (same)"),
                Mutation.of(
                        "refill: a repair deletes however much",
                        "refill",
                        REFILL + "Mending",
                        "boolean tooMany = !allowDeletes &&",
                        "boolean tooMany = false && !allowDeletes &&"),
                Mutation.of(
                        "refill: the new index takes the alias and the old one loses it in two requests",
                        "refill",
                        REFILL + "Stage",
                        "administration.move(moves, deadline);",
                        """
                        for (Move each : moves) {
                            administration.move(List.of(each), deadline);
                        }
                        """),
                Mutation.of(
                        "refill: whoever works in a segment goes on from its beginning after a page",
                        "refill",
                        REFILL + "Filling",
                        "if (page.next().isEmpty()) {",
                        "if (page.items().size() < 2) {"),
                Mutation.of(
                        "refill: an error of the lookup is no standby",
                        "lib/index",
                        "tablemirror.index.Indices",
                        "throw new IOException(\"%s: %s\".formatted(request, reply));\n    }\n\n    /**",
                        "return false;\n    }\n\n    /**"));
    }
}
