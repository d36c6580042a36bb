package tablemirror.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import tablemirror.function.Ticker;

/**
 * The event source between a table's stream and its function: one reader, from the oldest record on, a shard only after
 * its parent. It starts over with every run, so after a restart changes are delivered again, never left out.
 */
final class StreamSource implements EventSource {
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final EventSourceSpec.Stream settings;
    private final DynamoDbStreamsClient client;
    private final StreamRecords records;
    private final StreamDelivery delivery;
    private final Gate gate;
    private final Progress progress;
    private final Map<String, StreamShard> shards = new HashMap<>();
    private boolean reachable = true;
    private final Thread thread;

    StreamSource(
            EventSourceSpec.Stream settings,
            DynamoDbStreamsClient client,
            StreamRecords records,
            StreamDelivery delivery,
            Gate gate,
            Progress progress) {
        this.settings = settings;
        this.client = client;
        this.records = records;
        this.delivery = delivery;
        this.gate = gate;
        this.progress = progress;
        this.thread = Thread.ofVirtual().name("stream-source").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Ticker.SYSTEM.sleep(pollAll());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers how long to wait before the next time. */
    private Duration pollAll() throws InterruptedException {
        try {
            boolean any = false;
            for (StreamShard shard : readable()) {
                any |= poll(shard);
            }
            reachable = true;
            return any ? Duration.ZERO : IDLE;
        } catch (SdkException e) {
            if (reachable && !Thread.currentThread().isInterrupted()) {
                progress.say("the table's stream stands still, trying on: " + e.getMessage());
            }
            reachable = false;
            shards.values().forEach(StreamShard::again);
            return AFTER_ERROR;
        }
    }

    private boolean poll(StreamShard shard) throws InterruptedException {
        List<PresentedRecord> read =
                gate.pass(() -> shard.next().stream().map(records::present).toList());
        for (List<PresentedRecord> batch : Event.batches(read, settings.batchSize(), PresentedRecord::json)) {
            delivery.deliver(batch);
        }
        return !read.isEmpty();
    }

    /** Shards with something left whose parents have nothing left; listed anew when one has come to its end. */
    private List<StreamShard> readable() {
        List<StreamShard> readable = open();
        if (!readable.isEmpty()) {
            return readable;
        }
        for (Shard shard : list()) {
            StreamShard parent = shards.get(shard.parentShardId());
            if (parent == null || parent.isFinished()) {
                shards.computeIfAbsent(shard.shardId(), id -> new StreamShard(client, settings.source(), id));
            }
        }
        return open();
    }

    private List<StreamShard> open() {
        return shards.values().stream().filter(shard -> !shard.isFinished()).toList();
    }

    private List<Shard> list() {
        List<Shard> all = new ArrayList<>();
        String after = null;
        do {
            String start = after;
            var description = client.describeStream(
                            request -> request.streamArn(settings.source()).exclusiveStartShardId(start))
                    .streamDescription();
            all.addAll(description.shards());
            after = description.lastEvaluatedShardId();
        } while (after != null);
        return all;
    }

    @Override
    public void pause() {
        gate.close();
    }

    @Override
    public void resume() {
        gate.open();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
