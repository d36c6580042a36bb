package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tablemirror.function.Ticker;

/**
 * Whatever befalls OpenSearch, the way to it or an indexer, while changes go on: afterwards the index equals the table, and
 * nothing is dead-lettered. {@code -Doutage.seconds=60} makes the outages as long.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 10));
    private static final int BACKLOG = 3_000;
    /** What is in hand of two workers when they are killed. More than ten make them drain, and that comes back later. */
    private static final int IN_HAND = OUTAGE.toSeconds() < 60 ? 5 : 300;

    private ProxiedMirror proxied;
    private FaultProxy proxy;
    private Mirror mirror;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        proxied = ProxiedMirror.start(Map.of("IndexRatePerSecond", "4000", "MaxConcurrency", "2"));
        proxy = proxied.proxy();
        mirror = proxied.mirror();
    }

    @AfterAll
    void stop() {
        proxied.close();
    }

    @Test
    void openSearchIsKilled() {
        Server openSearch = mirror.application().servers().opensearch();
        during("killed", () -> {
            openSearch.kill();
            lastsLong();
            openSearch.restart();
        });
    }

    @Test
    void connectionsHang() {
        during("hung", () -> {
            proxy.hang();
            lastsLong();
            proxy.pass();
        });
    }

    @Test
    void answersAreLostAfterTheBulkIsApplied() {
        during("unanswered", () -> {
            proxy.loseAnswers();
            lastsLong();
            proxy.pass();
        });
    }

    @Test
    void theAliasHasTwoIndicesAndNoWriteIndex() {
        String index = Http.get(mirror.at("_alias")).fieldNames().next();
        Http.put(mirror.application().opensearch().resolve("/other"), Json.object());
        during("ambiguous", () -> {
            alias(action("add", index, false), action("add", "other", false));
            lastsLong();
            alias(action("add", index, true), remove("other"));
        });
    }

    @Test
    void theDiskIsFull() {
        during("blocked", () -> {
            block(true);
            lastsLong();
            block(false);
        });
    }

    @Test
    void indexersAreKilledBetweenBulkAndAcknowledgement() {
        proxied.hideFor(10);
        try {
            proxy.keepAnswers();
            int before = proxy.bulks().requests();
            Load.putAll(mirror, "cut", IN_HAND);
            Mirror.await("a bulk without an answer", () -> proxy.bulks().requests() > before);
            try (Load load = Load.start(mirror, "cut")) {
                load.awaitMore(100);
                mirror.application().functions().get("Indexer").kill();
                proxy.pass();
                load.awaitMore(100);
            }
            awaitMirrored();
        } finally {
            proxied.hideFor(360);
        }
    }

    @Test
    void aBacklogGoesInLargeBulks() {
        proxied.pauseIndexer();
        Load.putAll(mirror, "backlog", BACKLOG);
        Mirror.await(BACKLOG + " messages", () -> proxied.waiting() == BACKLOG);
        int before = proxy.bulks().requests();
        proxied.resumeIndexer();
        awaitMirrored();
        Bulks all = proxy.bulks();
        Bulks since = new Bulks(all.all().subList(before, all.requests()));
        System.out.printf(
                "backlog: %d operations in %d bulks, %.0f each, in %d ms%n",
                since.operations(),
                since.requests(),
                since.operationsPerRequest(),
                since.span().toMillis());
        assertEquals(BACKLOG, since.operations());
        assertTrue(since.operationsPerRequest() >= 300, since.operationsPerRequest() + " operations per bulk");
    }

    /** Changes go on before, while and after this happens; in the end nothing of it is to be seen. */
    private void during(String name, Runnable outage) {
        try (Load load = Load.start(mirror, name)) {
            load.awaitMore(100);
            outage.run();
            load.awaitMore(100);
        }
        awaitMirrored();
    }

    /** An outage that holds nothing up would prove nothing. */
    private void lastsLong() {
        Ticker.SYSTEM.sleep(OUTAGE);
        assertTrue(proxied.waiting() > 0, "nothing waits");
    }

    private void awaitMirrored() {
        Mirror.await("index equal to table", () -> differences().isEmpty());
        mirror.awaitQuiet();
        assertEquals(Set.of(), differences());
        assertEquals(0, proxied.deadLetters());
    }

    private Set<String> differences() {
        return Contents.ofTable(mirror).differences(Contents.ofIndex(mirror));
    }

    private void block(boolean blocked) {
        mirror.change("_settings", "{\"index.blocks.read_only_allow_delete\": %b}".formatted(blocked));
    }

    private void alias(ObjectNode... actions) {
        ObjectNode body = Json.object();
        ArrayNode all = body.putArray("actions");
        for (ObjectNode action : actions) {
            all.add(action);
        }
        Http.post(mirror.application().opensearch().resolve("/_aliases"), body);
    }

    private ObjectNode action(String kind, String index, boolean isWriteIndex) {
        ObjectNode action = Json.object();
        action.putObject(kind)
                .put("index", index)
                .put("alias", mirror.application().index().alias())
                .put("is_write_index", isWriteIndex);
        return action;
    }

    private ObjectNode remove(String index) {
        ObjectNode action = Json.object();
        action.putObject("remove")
                .put("index", index)
                .put("alias", mirror.application().index().alias());
        return action;
    }
}
