package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tablemirror.function.Ticker;

/**
 * Every process is killed and frozen once, one after the other, at moments and in an order that the seed decides, while
 * the table is written all the time. What is frozen keeps its connections open and answers nobody. It takes minutes, so it runs only where {@code -Dstorm.rounds=1} or more says how often;
 * {@code -Dstorm.seed=N} repeats one.
 */
@EnabledIfSystemProperty(named = "storm.rounds", matches = "[0-9]+")
@TestInstance(Lifecycle.PER_CLASS)
class StormIT {
    private static final long SEED = Long.getLong("storm.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("storm.rounds", 1);
    private static final Duration FROZEN = Duration.ofSeconds(5);
    private static final int MOST_MILLIS_BETWEEN = 3000;

    private ProxiedMirror proxied;
    private Mirror mirror;
    private Servers servers;

    private record Fault(String name, Runnable happens) {}

    @BeforeAll
    void start(@TempDir Path data) throws IOException, InterruptedException {
        proxied = ProxiedMirror.startIn(data, Map.of("IndexRatePerSecond", "4000", "MaxConcurrency", "2"));
        mirror = proxied.mirror();
        servers = mirror.application().servers();
    }

    @AfterAll
    void stop() {
        proxied.close();
    }

    @Test
    void whateverIsKilledOrFrozenTheIndexEqualsTheTableInTheEnd() {
        Random random = new Random(SEED);
        proxied.hideFor(10);
        List<String> done = new ArrayList<>(List.of("-Dstorm.seed=" + SEED));
        try (Load load = Load.start(mirror, "storm")) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Fault> faults = new ArrayList<>(faults());
                Collections.shuffle(faults, random);
                for (Fault fault : faults) {
                    load.awaitMore(20);
                    Ticker.SYSTEM.sleep(Duration.ofMillis(random.nextInt(MOST_MILLIS_BETWEEN)));
                    done.add(fault.name);
                    fault.happens.run();
                }
            }
            load.awaitMore(20);
        }
        System.out.println("storm: " + done);
        Mirror.await("index equal to table after " + done, () -> differences().isEmpty());
        mirror.awaitQuiet();
        assertEquals(Set.of(), differences(), done::toString);
        assertEquals(0, proxied.deadLetters(), done::toString);
    }

    private List<Fault> faults() {
        return List.of(
                new Fault("producer killed", () -> kill("Producer")),
                new Fault("indexers killed", () -> kill("Indexer")),
                new Fault("all functions killed", () -> {
                    kill("Producer");
                    kill("Indexer");
                }),
                new Fault("OpenSearch killed", () -> servers.opensearch().restart()),
                new Fault("OpenSearch frozen", () -> freeze(servers.opensearch())),
                new Fault("queue killed", () -> servers.sqs().restart()),
                new Fault("queue frozen", () -> freeze(servers.sqs())),
                new Fault("table killed", () -> servers.dynamodb().restart()),
                new Fault("table frozen", () -> freeze(servers.dynamodb())),
                new Fault("answers lost, then indexers killed", () -> {
                    proxied.proxy().loseAnswers();
                    Ticker.SYSTEM.sleep(FROZEN);
                    kill("Indexer");
                    proxied.proxy().pass();
                }));
    }

    private void kill(String function) {
        mirror.application().functions().get(function).kill();
    }

    private static void freeze(Server server) {
        server.freeze();
        Ticker.SYSTEM.sleep(FROZEN);
        server.thaw();
    }

    private Set<String> differences() {
        return Contents.ofTable(mirror).differences(Contents.ofIndex(mirror));
    }
}
