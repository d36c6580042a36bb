package tablemirror.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tablemirror.change.Value;
import tablemirror.local.ProxiedMirror;
import tablemirror.queue.Outgoing;

/** How much memory each function needs at most, under the largest messages that can come. */
final class MemoryRun {
    /** What DynamoDB takes: names and values of an item together. */
    private static final int ITEM_BYTES = 400 << 10;
    /** Enough for several full drains. */
    private static final int MESSAGES = 150;

    private static final int ITEMS = 30;
    private static final int LETTERS = 2_000;

    private MemoryRun() {}

    static Section run() throws IOException, InterruptedException {
        Table table = Table.of("Peak memory", "function", "under", "template MiB", "peak resident MiB", "share");
        try (ProxiedMirror mirror = ProxiedMirror.start(Map.of("IndexRatePerSecond", "10000"))) {
            mirror.pauseIndexer();
            putLargeItems(mirror);
            Runs.await("all items forwarded", () -> mirror.waiting() >= ITEMS);
            table = row(table, "producer", "%d items of 400 KB, many small attributes".formatted(ITEMS));
            sendLargestMessages(mirror);
            mirror.resumeIndexer();
            Runs.await("an empty queue", () -> mirror.waiting() == 0);
            table = row(table, "indexer", "%d messages of 1 MiB, many small attributes".formatted(MESSAGES));
            mirror.verify();
            table = row(table, "refill", "verify of %d items of 400 KB".formatted(ITEMS));
            sendLetters(mirror);
            mirror.replayer("{\"action\":\"inspect\"}");
            table = row(table, "dlq-replayer", "inspect of %,d dead letters".formatted(mirror.deadLetters()));
            return Section.of(
                    "memory",
                    "Memory",
                    "Resident memory at its highest (VmHWM) of the packaged functions, at the template's memory, of which the heap is 85 %%. Largest messages: 1 MiB of attributes of a few bytes, which take the most memory when they are read."
                            .formatted(),
                    table);
        }
    }

    private static Table row(Table table, String function, String under) {
        double peak = Processes.peakBytes(function) / (double) (1 << 20);
        return table.with(function, under, TEMPLATE_MEGABYTES, peak, peak / TEMPLATE_MEGABYTES);
    }

    private static final int TEMPLATE_MEGABYTES = 1024;

    private static void putLargeItems(ProxiedMirror mirror) {
        for (int i = 0; i < ITEMS; i++) {
            Map<String, AttributeValue> item = new HashMap<>();
            item.put(ProxiedMirror.KEY, AttributeValue.fromS("large-" + i));
            int bytes = 100;
            Map<String, AttributeValue> nested = new HashMap<>();
            for (int n = 0; bytes < ITEM_BYTES - 2_000; n++) {
                String name = Integer.toString(n, Character.MAX_RADIX);
                nested.put(name, AttributeValue.fromN("1"));
                bytes += name.length() + 4;
            }
            item.put("map", AttributeValue.fromM(nested));
            mirror.put(item);
        }
    }

    private static void sendLargestMessages(ProxiedMirror mirror) {
        Map<String, Value> nested = new LinkedHashMap<>();
        // Each {"xxx":{"N":"1"}} is 16 bytes.
        for (int n = 0; n < (Outgoing.MAX_BYTES - 4_096) / 16; n++) {
            nested.put("%3s".formatted(Integer.toString(n, Character.MAX_RADIX)).replace(' ', '_'), new Value.N("1"));
        }
        // Handed over first, they say nothing of what comes then: so the most is received at once.
        Changes.send(mirror, Work.messages("small", 20, 150), mirror.queueUrl());
        for (int i = 0; i < MESSAGES; i++) {
            Changes.send(
                    mirror, List.of(Work.message("huge", i, Map.of("map", new Value.M(nested)))), mirror.queueUrl());
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
