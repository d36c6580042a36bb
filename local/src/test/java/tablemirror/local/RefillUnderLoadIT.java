package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A new index beside the live one, made and put in its place while the table is written all the time. It takes some
 * minutes, most of them waiting, so it runs only where {@code -Drefill.items} says how many items there are to be.
 */
@EnabledIfSystemProperty(named = "refill.items", matches = "[0-9]+")
class RefillUnderLoadIT {
    private static final int ITEMS = Integer.getInteger("refill.items", 50_000);
    private static final String FILL = "{\"mode\":\"fill\"}";
    private static final String ROLLBACK = "{\"mode\":\"rollback\"}";

    @Test
    void readersMeetOneWholeIndexOrTheOtherAndBothEqualTheTableInTheEnd() throws InterruptedException {
        try (RefillMirror refill = RefillMirror.start()) {
            Mirror mirror = refill.mirror();
            Load.putAll(mirror, "item", ITEMS);
            Mirror.await("all items", () -> mirror.application().index().count() >= ITEMS);
            try (Load first = Load.start(mirror, "one");
                    Load second = Load.start(mirror, "two");
                    Reader reader = Reader.start(refill)) {
                first.awaitMore(200);
                LocalExecution fill = refill.begin(FILL);
                refill.awaitPhase("FILL");
                loseTombstones(refill, "things-000002");
                killWorkers(refill);
                JsonNode report = RefillMirror.report(fill);
                assertEquals(0, report.path("differences").asInt(), report.toString());
                assertEquals(Set.of("things-000002"), refill.indicesBehind("things"));
                refill.execute(ROLLBACK);
                first.awaitMore(200);
                refill.execute(ROLLBACK);
                second.awaitMore(200);
                assertTrue(reader.looks() > 100, "looked only " + reader.looks() + " times");
            }
            mirror.awaitQuiet();
            refill.assertEqualToTable("things-000002");
            refill.assertEqualToTable("things-000001");
            refill.execute("{\"mode\":\"finish\",\"deleteIndex\":true}");
            assertEquals(Set.of("things-000002"), refill.indicesBehind("things"));
        }
    }

    @Test
    void aMappingThatRefusesSomeItemsStopsNoLiveChangeAndIsNotPutLive() throws InterruptedException {
        try (RefillMirror refill = RefillMirror.start()) {
            Mirror mirror = refill.mirror();
            Load.putAll(mirror, "item", ITEMS / 10);
            for (int i = 0; i < ITEMS / 1000; i++) {
                mirror.put("odd-" + i, "size", Mirror.text("large"));
            }
            try (Load load = Load.start(mirror, "live")) {
                String failure = refill.failure(
                        "{\"mode\":\"fill\",\"index\":{\"mappings\":{\"properties\":{\"size\":{\"type\":\"integer\"}}}}}");

                assertTrue(failure.contains("differs from the table in %d documents".formatted(ITEMS / 1000)), failure);
                mirror.put("odd-0", "size", Mirror.text("very large"));
                mirror.awaitDocument(
                        "odd-0", found -> found.path("size").asText().equals("very large"));
                load.awaitMore(10);
            }
            assertEquals(Set.of("things-000001"), refill.indicesBehind("things"));
            mirror.awaitQuiet();
            assertEquals(0, mirror.waiting("DeadLetters"));
            refill.assertEqualToTable("things");
        }
    }

    @Test
    void aTableEmptiedByMistakeDoesNotEmptyTheIndex() throws InterruptedException {
        try (RefillMirror refill = RefillMirror.start()) {
            Mirror mirror = refill.mirror();
            Load.putAll(mirror, "item", 1000);
            Mirror.await("all items", () -> mirror.application().index().count() == 1000);
            mirror.awaitQuiet();
            mirror.application().eventSource("Producer").pause();
            for (int i = 0; i < 1000; i++) {
                mirror.delete("item-" + i);
            }

            JsonNode report = refill.execute("{\"mode\":\"repair\"}");

            assertEquals(1000, report.path("deletesRefused").asInt(), report.toString());
            assertEquals(0, report.path("repaired").asInt(), report.toString());
            assertEquals(1000, mirror.application().index().count());
        }
    }

    /** What a restart does: OpenSearch forgets what was deleted. */
    private static void loseTombstones(RefillMirror refill, String index) {
        Http.post(refill.at(index, "_flush"), Json.object());
        Http.post(refill.at(index, "_close"), Json.object());
        Http.post(refill.at(index, "_open"), Json.object());
    }

    private static void killWorkers(RefillMirror refill) {
        refill.mirror().application().functions().get("Refill").kill();
    }

    /** Somebody who searches all the time, and must always find nearly everything. */
    private static final class Reader implements AutoCloseable {
        private final RefillMirror refill;
        private final AtomicInteger looks = new AtomicInteger();
        private final CompletableFuture<Void> looking;
        private volatile boolean stopped;
        private volatile String complaint = "";

        private Reader(RefillMirror refill) {
            this.refill = refill;
            this.looking = CompletableFuture.runAsync(
                    this::look, task -> Thread.ofVirtual().start(task));
        }

        static Reader start(RefillMirror refill) {
            return new Reader(refill);
        }

        int looks() {
            return looks.get();
        }

        private void look() {
            while (!stopped && complaint.isEmpty()) {
                try {
                    long found = Http.get(refill.at("things", "_count"))
                            .path("count")
                            .asLong();
                    complaint = found >= ITEMS ? "" : "found only " + found;
                    looks.incrementAndGet();
                } catch (RuntimeException e) {
                    complaint = e.toString();
                }
            }
        }

        @Override
        public void close() {
            stopped = true;
            looking.join();
            assertEquals("", complaint);
        }
    }
}
