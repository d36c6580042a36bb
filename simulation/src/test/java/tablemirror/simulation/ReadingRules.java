package tablemirror.simulation;

import java.util.List;

/** What makes a read of the table fit to be written, each broken once. */
final class ReadingRules {
    private static final String DRAFT = "tablemirror.indexer.Draft";
    private static final String DRAFT_WRITER = "tablemirror.indexer.DraftWriter";
    private static final String VERSION = "tablemirror.change.Version";
    private static final String TABLE_READER = "tablemirror.table.TableReader";
    private static final String INDEXER_TEST = "tablemirror.indexer.IndexerTest";
    private static final String TABLE_READER_TEST = "tablemirror.table.TableReaderTest";

    private ReadingRules() {}

    static List<Mutation> broken() {
        return List.of(
                Mutation.of(
                                "what DynamoDB puts off is taken for absent",
                                "lib/table",
                                TABLE_READER,
                                "answer.unprocessed().forEach(key -> putOff.add(expect(expected, () -> schema.key(key))));",
                                "")
                        .alsoFails(TABLE_READER_TEST),
                Mutation.of(
                                "what could not be read is taken for absent",
                                "lib/table",
                                TABLE_READER,
                                "return unavailable(reads, open, String.valueOf(e.getMessage()));",
                                """
                                open.forEach(key -> reads.put(key, new Read.Absent<>(Instant.now())));
                                return reads;
                                """)
                        .onlyFails(TABLE_READER_TEST),
                Mutation.of(
                                "an answer that matches no question is ignored",
                                "lib/table",
                                TABLE_READER,
                                "if (!expected.remove(key)) {",
                                "if (!expected.remove(key) && expected.size() > 1_000) {")
                        .onlyFails(TABLE_READER_TEST),
                Mutation.of(
                                "a read need not be consistent",
                                "lib/table",
                                "tablemirror.table.DynamoDbTable",
                                ".consistentRead(true)\n                .build()",
                                ".consistentRead(false)\n                .build()")
                        .onlyFails("tablemirror.table.DynamoDbTableTest"),
                Mutation.of(
                        "the second of a read is the worker's",
                        "indexer",
                        DRAFT_WRITER,
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
                                "a version ahead of the table's clock is written",
                                "lib/change",
                                VERSION,
                                "return second().isAfter(time.plus(MARGIN));",
                                "return false;")
                        .onlyFails(INDEXER_TEST),
                // No history goes wrong: while a message is in flight nobody else has one of its item, so nothing newer
                // can
                // be written and forgotten between the read and its write.
                Mutation.of(
                                "a read may be as old as it likes when it is written",
                                "indexer",
                                DRAFT,
                                "FRESH = Duration.ofSeconds(30)",
                                "FRESH = Duration.ofDays(1)")
                        .onlyFails("tablemirror.indexer.DraftWriterTest"),
                Mutation.of(
                        "a re-read is written with its second, without the margin",
                        "lib/change",
                        VERSION,
                        "startOf(answeredAt.minus(MARGIN))",
                        "startOf(answeredAt)"),
                // Histories go wrong too, but slowly: what meets a newer version settles it again and again.
                Mutation.of(
                                "a re-read is written with its second less the margin, even if its change is newer",
                                "lib/change",
                                VERSION,
                                "Math.max(readLater, startOf(answeredAt.minus(MARGIN)))",
                                "startOf(answeredAt.minus(MARGIN))")
                        .onlyFails(INDEXER_TEST));
    }
}
