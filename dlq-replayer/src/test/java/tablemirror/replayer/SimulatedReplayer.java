package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import tablemirror.bucket.FakeBucket;
import tablemirror.change.Documents;
import tablemirror.change.KeySchema;
import tablemirror.change.MessageReader;
import tablemirror.change.StreamEventReader;
import tablemirror.function.Deadline;
import tablemirror.index.DocumentReader;
import tablemirror.index.OpenSearch;
import tablemirror.queue.Queue;
import tablemirror.queue.Sender;
import tablemirror.table.BatchGet;
import tablemirror.table.TableReader;

/** A replayer, wired as {@link ReplayerHandler} does it, but over ports that a simulation brings; its bucket is empty. */
public final class SimulatedReplayer {
    private static final int RATE_PER_SECOND = 100;

    private final Replayer replayer;

    /** Everything outside the replayer. */
    public record Ports(Queue deadLetters, Queue changes, BatchGet table, OpenSearch openSearch) {}

    /** What a replayer is told by its settings. */
    public record Settings(String table, KeySchema keys, String alias, String timestampField) {}

    public SimulatedReplayer(Ports ports, Settings settings, InstantSource clock, RandomGenerator random) {
        Verdicts verdicts = new Verdicts(
                new TableReader(ports.table(), settings.keys(), random),
                new DocumentReader(ports.openSearch(), settings.alias()),
                Documents.whole(settings.keys(), settings.timestampField()));
        replayer = new Replayer(
                ports.deadLetters(),
                new FakeBucket(),
                ports.changes(),
                new Sender(ports.changes(), random),
                new MessageReader(settings.table(), settings.keys()),
                new StreamEventReader(settings.table(), settings.keys()),
                verdicts,
                new Silence(),
                clock,
                RATE_PER_SECOND);
    }

    /** One invocation that replays whatever lies there. */
    public void replayAll(String runId, Deadline deadline) {
        replayer.run(RequestReader.read("{\"action\":\"replay\"}".getBytes(UTF_8)), runId, deadline);
    }

    private static final class Silence implements Journal {
        @Override
        public void progress(Counts counts) {
            // Nobody reads it.
        }

        @Override
        public void discarding(Letter letter) {
            throw new IllegalStateException("only asked to replay");
        }
    }
}
