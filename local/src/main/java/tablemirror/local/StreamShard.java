package tablemirror.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads one shard from its oldest record to its end. What was read counts as done only when the next read begins; after
 * {@link #again} the same records come once more. Not safe to share between threads.
 */
final class StreamShard {
    private final DynamoDbStreamsClient client;
    private final String streamArn;
    private final String id;
    private @Nullable String iterator;
    private @Nullable String done;
    private @Nullable String read;
    private boolean finished;

    StreamShard(DynamoDbStreamsClient client, String streamArn, String id) {
        this.client = client;
        this.streamArn = streamArn;
        this.id = id;
    }

    /** True when the shard is closed and everything in it was read. */
    boolean isFinished() {
        return finished;
    }

    List<Record> next() {
        done = read;
        String from = iterator == null ? start() : iterator;
        GetRecordsResponse answer = client.getRecords(request -> request.shardIterator(from));
        if (!answer.records().isEmpty()) {
            read = answer.records().getLast().dynamodb().sequenceNumber();
        }
        iterator = answer.nextShardIterator();
        finished = iterator == null;
        return answer.records();
    }

    /** Goes back to what was not done: after an error of the server, whose iterators may be gone. */
    void again() {
        iterator = null;
        read = done;
        finished = false;
    }

    private String start() {
        String after = done;
        return client.getShardIterator(request -> request.streamArn(streamArn)
                        .shardId(id)
                        .shardIteratorType(
                                after == null
                                        ? ShardIteratorType.TRIM_HORIZON
                                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(after))
                .shardIterator();
    }
}
