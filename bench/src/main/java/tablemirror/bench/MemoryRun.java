package tablemirror.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tablemirror.change.Value;
import tablemirror.local.ProxiedMirror;
import tablemirror.queue.Outgoing;

/** How much memory each function needs at most, under the largest messages that can come. */
final class MemoryRun {
    private static final int TEMPLATE_MEGABYTES = 1024;
    /** 400 KB as DynamoDB counts them, 0.9 MB as a message, and many times that when it is read. */
    private static final int EMPTY_MAPS = 100_000;
    /** Enough for a full drain of both indexers. */
    private static final int MESSAGES = 110;

    private static final int ITEMS = 10;
    private static final int LETTERS = 2_000;

    private MemoryRun() {}

    static Section run() throws IOException, InterruptedException {
        Table table = Table.of("Peak memory", "function", "under", "template MiB", "peak resident MiB", "share");
        try (ProxiedMirror mirror = ProxiedMirror.start(Map.of("IndexRatePerSecond", "10000"))) {
            mirror.pauseIndexer();
            putLargeItems(mirror);
            Runs.await("all items forwarded", () -> mirror.waiting() >= ITEMS);
            table = row(table, "producer", "%d items of 400 KB, 100,000 empty maps".formatted(ITEMS));
            sendLargestMessages(mirror);
            mirror.resumeIndexer();
            Runs.await("an empty queue", () -> mirror.waiting() == 0);
            table = row(table, "indexer", "%d messages of 0.9 MB, 100,000 empty maps".formatted(MESSAGES));
            mirror.verify();
            table = row(table, "refill", "verify of %d items of 400 KB".formatted(ITEMS));
            sendLetters(mirror);
            mirror.replayer("{\"action\":\"inspect\"}");
            table = row(table, "dlq-replayer", "inspect of %,d dead letters".formatted(mirror.deadLetters()));
            return Section.of(
                    "memory",
                    "Memory",
                    "Resident memory at its highest (VmHWM) of the packaged functions, at the template's memory, of"
                            + " which the heap is 85 %. The largest items DynamoDB takes, made of 100,000 empty maps,"
                            + " which take the most memory when they are read.",
                    table);
        }
    }

    private static Table row(Table table, String function, String under) {
        double peak = Processes.peakBytes(function) / (double) (1 << 20);
        return table.with(function, under, TEMPLATE_MEGABYTES, peak, peak / TEMPLATE_MEGABYTES);
    }

    private static void putLargeItems(ProxiedMirror mirror) {
        AttributeValue list = AttributeValue.fromL(Collections.nCopies(EMPTY_MAPS, AttributeValue.fromM(Map.of())));
        for (int i = 0; i < ITEMS; i++) {
            mirror.put(Map.of(ProxiedMirror.KEY, AttributeValue.fromS("large-" + i), "list", list));
        }
    }

    private static void sendLargestMessages(ProxiedMirror mirror) {
        // Handed over first, they say nothing of what comes then: so the most is received at once.
        Changes.send(mirror, Work.messages("small", 20, 150), mirror.queueUrl());
        Value list = new Value.L(Collections.nCopies(EMPTY_MAPS, new Value.M(Map.of())));
        for (int i = 0; i < MESSAGES; i++) {
            Changes.send(mirror, List.of(Work.message("huge", i, Map.of("list", list))), mirror.queueUrl());
        }
    }

    private static void sendLetters(ProxiedMirror mirror) {
        List<Outgoing> letters = new ArrayList<>();
        for (int i = 0; i < LETTERS; i++) {
            letters.add(Work.letter("letter", i));
        }
        Changes.send(mirror, letters, mirror.deadLettersUrl());
    }
}
