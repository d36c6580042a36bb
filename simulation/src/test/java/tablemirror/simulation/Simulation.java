package tablemirror.simulation;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tablemirror.function.Deadline;
import tablemirror.indexer.SimulatedIndexer;
import tablemirror.producer.SimulatedProducer;
import tablemirror.queue.Outgoing;
import tablemirror.replayer.SimulatedReplayer;

/**
 * The whole application for one scenario: the real producer, indexer and replayer between a simulated table, stream, queue
 * and index. First changes and faults; then quiet, in which the index must become the table; then what was refused is
 * mended and replayed, and nothing may be left.
 */
final class Simulation {
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LONGEST_REFILLING = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration PRODUCER_TIMEOUT = Duration.ofSeconds(58);
    private static final Duration REPLAYER_TIMEOUT = Duration.ofMinutes(15);

    private final Surroundings around;
    private final Scenario scenario;
    private final Oracle oracle;
    private final SimulatedStream stream;
    private final SimulatedTable table;
    private final SimulatedIndex index;
    private final SimulatedQueue changes;
    private final SimulatedQueue deadLetters;
    private final List<QueuePoller> workers = new ArrayList<>();
    private final Operator operator;
    private final Writers writers;
    private int replays;

    private Simulation(Surroundings around, Scenario scenario) {
        this.around = around;
        this.scenario = scenario;
        this.oracle = new Oracle(around.scheduler());
        this.stream = new SimulatedStream(around, scenario.lanes());
        this.table = new SimulatedTable(around, stream, oracle);
        this.index = new SimulatedIndex(around, scenario.forgetsAfter(), oracle);
        this.changes = new SimulatedQueue("changes", around, oracle::sent, oracle::deleted);
        this.deadLetters = new SimulatedQueue("dead letters", around, oracle::lettered, letter -> {});
        if (!scenario.refilling().isFirst()) {
            index.create();
        }
        this.operator = new Operator(
                around, index, table, changes, oracle, scenario.refilling().ratePerSecond());
        this.writers = new Writers(around, table);
        changes.queue().redrive(deadLetters.queue(), scenario.maxReceiveCount());
    }

    /**
     * Runs it.
     *
     * @throws Broken when a promise is broken
     */
    static void run(Scenario scenario, Choices choices, Trace trace) {
        Surroundings around = Surroundings.of(choices, trace);
        Simulation simulation = new Simulation(around, scenario);
        around.scheduler().run(simulation::direct);
    }

    private void direct() {
        startPipeline();
        Deadline outage = Deadline.in(scenario.outage(), around.scheduler());
        index.awayUntil(outage);
        writers.at(scenario.refilling().bursts());
        Actor refills = around.scheduler()
                .start("operator", () -> operator.execute(scenario.refilling().inputs()));
        for (Step step : scenario.steps()) {
            around.scheduler().sleep(Duration.ofMillis(step.afterMillis()));
            table.apply(step);
            intervene();
        }
        if (scenario.isLong()) {
            around.scheduler().sleep(scenario.afterwards());
            around.choices().calm();
        }
        around.scheduler().sleep(outage.remaining());
        if (!scenario.isLong()) {
            around.scheduler().sleep(scenario.afterwards());
        }
        intervene();
        end(refills);
        rest();
        if (!scenario.refilling().isPlain()) {
            new Aftermath(around, table, index, changes, operator, writers, this::quiet).check(scenario.refilling());
        }
    }

    private void end(Actor refills) {
        if (!refills.isOver()) {
            around.scheduler().await(refills.ended, LONGEST_REFILLING);
            around.choices().calm();
        }
        if (!refills.isOver()) {
            around.scheduler().await(refills.ended, LONGEST);
        }
        around.choices().calm();
        if (index.behind(SimulatedIndex.ALIAS).isEmpty()) {
            operator.succeed(Refilling.FILL);
        }
    }

    /** Nothing goes wrong any more, and so everything becomes right. */
    private void rest() {
        boolean drained = drain();
        Set<String> held = waiting();
        boolean onlyHeld =
                !held.isEmpty() && stream.isForwarded() && held.stream().allMatch(oracle::isBad);
        if (!drained && !onlyHeld) {
            throw notEverything("the last fault");
        }
        checkLetters();
        held.addAll(lettered());
        compare(held);
        index.mend();
        do {
            around.scheduler().sleep(LOOK);
            replay();
            if (!drain()) {
                throw notEverything("a replay");
            }
        } while (!deadLetters.queue().messages().isEmpty());
        if (scenario.refilling().isPlain()) {
            index.behind(SimulatedIndex.STANDBY)
                    .ifPresent(standby -> Oracle.compare(table.items(), index.documents(standby), Set.of()));
        } else if (operator.isDoubtful()) {
            operator.succeed(Refilling.REPAIR + ", \"allowDeletes\": true");
            quiet();
        }
        Oracle.compare(table.items(), liveDocuments(), Set.of());
    }

    private void compare(Set<String> except) {
        if (!operator.isDoubtful()) {
            Oracle.compare(table.items(), liveDocuments(), except);
        }
    }

    private Map<String, String> liveDocuments() {
        return index.documents(index.behind(SimulatedIndex.ALIAS).orElseThrow());
    }

    private void quiet() {
        if (!drain()) {
            throw notEverything("a refill");
        }
    }

    private static Broken notEverything(String after) {
        return new Broken("promise 1", "", "not everything arrives within %s after %s".formatted(LONGEST, after));
    }

    private void startPipeline() {
        for (SimulatedStream.Lane lane : stream.lanes()) {
            StreamPoller poller = new StreamPoller(around, lane, scenario.streamBatch(), producer());
            around.scheduler().start("stream", poller::run);
        }
        for (int i = 0; i < scenario.workers(); i++) {
            QueuePoller worker = new QueuePoller(around, changes, oracle, this::sandbox);
            workers.add(worker);
            around.scheduler().start("queue" + i, worker::run);
        }
    }

    private SimulatedIndexer sandbox() {
        return new SimulatedIndexer(
                new SimulatedIndexer.Ports(changes, deadLetters, table, index),
                new SimulatedIndexer.Settings(
                        SimulatedTable.NAME,
                        SimulatedTable.SCHEMA,
                        SimulatedIndex.ALIAS,
                        SimulatedTable.TIMESTAMP_FIELD,
                        500,
                        5 << 20,
                        1_000,
                        scenario.workers()),
                around.scheduler(),
                around.workersClock(),
                around.choices().random());
    }

    /** What people do. */
    private void intervene() {
        if (around.happens(Fault.REPLAYED)) {
            around.scheduler().start("person", this::replay);
        }
        if (around.happens(Fault.HANDED_AGAIN)) {
            around.scheduler().start("person", this::handAgain);
        }
        if (around.happens(Fault.MENDED)) {
            around.trace("nothing is refused any more");
            index.mend();
        }
        if (around.happens(Fault.MOVED_BACK)) {
            around.trace("dead letters are moved back");
            deadLetters.queue().moveTo(changes.queue());
            around.scheduler().fire(changes.arrivals);
        }
    }

    private void handAgain() {
        List<SimulatedStream.Lane> lanes = stream.lanes();
        SimulatedStream.Lane lane = lanes.get(around.choices().oneOf(lanes.size()));
        if (lane.forwarded > 0) {
            int from = around.choices().oneOf(lane.forwarded);
            int to = from + 1 + around.choices().oneOf(lane.forwarded - from);
            DynamodbEvent event = new DynamodbEvent();
            event.setRecords(List.copyOf(lane.records.subList(from, to)));
            // Nobody is quicker, and only what is that old is known to be old.
            around.scheduler().sleep(Duration.ofSeconds(32));
            around.trace("records %d to %d are handed to the producer again", from, to);
            producer().forward(event, "by hand " + replays++, Deadline.in(PRODUCER_TIMEOUT, around.scheduler()));
        }
    }

    private SimulatedProducer producer() {
        return new SimulatedProducer(
                SimulatedTable.NAME,
                SimulatedTable.SCHEMA,
                changes,
                around.choices().random());
    }

    private void replay() {
        String id = "replay" + replays++;
        SimulatedReplayer replayer = new SimulatedReplayer(
                new SimulatedReplayer.Ports(deadLetters, changes, table, index),
                new SimulatedReplayer.Settings(
                        SimulatedTable.NAME,
                        SimulatedTable.SCHEMA,
                        SimulatedIndex.ALIAS,
                        SimulatedTable.TIMESTAMP_FIELD),
                around.workersClock(),
                around.choices().random());
        Actor invocation = around.scheduler()
                .start("replayer", () -> replayer.replayAll(id, Deadline.in(REPLAYER_TIMEOUT, around.scheduler())));
        invocation.endingAt(around.scheduler().nanoTime() + REPLAYER_TIMEOUT.toNanos());
        around.scheduler().await(invocation.ended, REPLAYER_TIMEOUT);
    }

    /** Waits until nothing moves any more. */
    private boolean drain() {
        long end = around.scheduler().nanoTime() + LONGEST.toNanos();
        while (around.scheduler().nanoTime() < end) {
            boolean quiet = stream.isForwarded()
                    && changes.queue().messages().isEmpty()
                    && index.isQuiet()
                    && writers.isQuiet()
                    && workers.stream().noneMatch(QueuePoller::isBusy);
            if (quiet) {
                return true;
            }
            around.scheduler().sleep(LOOK);
        }
        return false;
    }

    /** Items of which messages wait in the queue. */
    private Set<String> waiting() {
        Set<String> ids = new HashSet<>();
        changes.queue().messages().forEach(message -> ids.add(oracle.item(message.body())));
        return ids;
    }

    /** Promise 1: no outage sends anything there; but a net that is drawn too narrow does. */
    private void checkLetters() {
        if (!scenario.isGivenUp()) {
            deadLetters.queue().messages().forEach(oracle::lettered);
        }
    }

    /** Those that may differ: refused as they are, or given up by SQS. */
    private Set<String> lettered() {
        Set<String> ids = new HashSet<>();
        for (Outgoing letter : deadLetters.queue().messages()) {
            String id = oracle.item(letter.body());
            if (scenario.isGivenUp() || oracle.isBad(id)) {
                ids.add(id);
            }
        }
        return ids;
    }
}
