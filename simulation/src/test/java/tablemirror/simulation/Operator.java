package tablemirror.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tablemirror.function.TableSettings;
import tablemirror.refill.SimulatedRefill;
import tablemirror.simulation.StateMachine.Ended;

/** Somebody who starts executions of the refill, one after the other, and reads how they end. */
final class Operator {
    private static final int SEGMENTS = 2;
    private static final int LONGEST_PAUSE_MILLIS = 30_000;
    private static final int INDEXER_TIMEOUT_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings around;
    private final SimulatedIndex index;
    private final SimulatedTable table;
    private final SimulatedQueue changes;
    private final Oracle oracle;
    private final int ratePerSecond;
    private final Set<String> running = new HashSet<>();
    private int executions;
    /** The last index of which no execution left it open whether it is equal to the table. */
    private Optional<String> trusted;

    Operator(
            Surroundings around,
            SimulatedIndex index,
            SimulatedTable table,
            SimulatedQueue changes,
            Oracle oracle,
            int ratePerSecond) {
        this.around = around;
        this.index = index;
        this.table = table;
        this.changes = changes;
        this.oracle = oracle;
        this.ratePerSecond = ratePerSecond;
        this.trusted = live();
    }

    private Optional<String> live() {
        return index.behind(SimulatedIndex.ALIAS);
    }

    /** Executes these one after the other, with pauses. */
    void execute(List<String> inputs) {
        for (String input : inputs) {
            around.scheduler().sleep(Duration.ofMillis(around.choices().random().nextInt(LONGEST_PAUSE_MILLIS)));
            execute(input);
        }
    }

    /** Executes this, an input without its braces. */
    Ended execute(String input) {
        boolean isFirst = live().isEmpty();
        String name = "execution" + executions++;
        JsonNode json = read("{%s}".formatted(input));
        boolean fills = json.path("mode").asText().equals("fill");
        boolean rollsBack = json.path("mode").asText().equals("rollback");
        if (fills) {
            oracle.fillBegins();
        }
        running.add(name);
        Ended ended = new StateMachine(around, name, this::sandbox).run(json);
        running.remove(name);
        oracle.fillEnds();
        around.trace("%s %s ends: %s", name, input, ended);
        boolean clean = ended.succeeded()
                && Stream.of("lagging", "foreign", "unlisted", "deletesRefused")
                        .allMatch(what -> ended.count(what) == 0);
        // A first fill needs no comparison: no change is acknowledged before it is live.
        if (isFirst || (fills && clean)) {
            trusted = live();
        } else if (rollsBack) {
            trusted = Optional.empty();
        }
        return ended;
    }

    /**
     * The same, of which nothing is expected but that it succeeds.
     *
     * @throws Broken when it does not
     */
    Ended succeed(String input) {
        Ended ended = execute(input);
        if (!ended.succeeded()) {
            throw new Broken("refill", "", "%s fails: %s".formatted(input, ended.report()));
        }
        return ended;
    }

    /** Whether the live index may differ from the table, of which whoever started the executions knows. */
    boolean isDoubtful() {
        return !live().equals(trusted);
    }

    private SimulatedRefill sandbox() {
        return new SimulatedRefill(
                new SimulatedRefill.Ports(index, table, table::look, changes, running::contains),
                new SimulatedRefill.Settings(
                        new TableSettings(SimulatedTable.NAME, SimulatedTable.SCHEMA),
                        SimulatedIndex.ALIAS,
                        SimulatedTable.TIMESTAMP_FIELD,
                        ratePerSecond,
                        SEGMENTS,
                        INDEXER_TIMEOUT_SECONDS),
                around.scheduler(),
                around.workersClock(),
                around.choices().random());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
