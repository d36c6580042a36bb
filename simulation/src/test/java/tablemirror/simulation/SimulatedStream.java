package tablemirror.simulation;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Item;
import tablemirror.change.Value;

/**
 * The table's stream: lanes that are read side by side, each a line of shards of which one follows the other. An item's
 * records are all in one lane, in order; sequence numbers rise along a shard, and begin again in its child.
 */
final class SimulatedStream {
    private static final String ARN =
            "arn:aws:dynamodb:us-east-1:0:table/%s/stream/2026".formatted(SimulatedTable.NAME);

    private static final int BETWEEN_SHARDS = 1_000;
    private static final int MOST_SPLITS = 9;
    private static final int FIRST_SEQUENCE = (MOST_SPLITS + 1) * BETWEEN_SHARDS;

    private final Surroundings around;
    private final List<Lane> lanes;
    private int records;

    /** A lane's records, oldest first, and how many have been forwarded. */
    static final class Lane {
        final List<DynamodbStreamRecord> records = new ArrayList<>();
        final Signal arrivals = new Signal();
        int forwarded;
        /** How old its records are when Lambda has them. */
        Duration lag = Duration.ZERO;
        /** Where each shard's records end, but for the last one's. */
        private final List<Integer> ends = new ArrayList<>();

        private int sequence = FIRST_SEQUENCE;

        boolean isForwarded() {
            return forwarded == records.size();
        }

        /** How long it takes until Lambda has the first record that is not forwarded. */
        Duration untilNext(Instant now) {
            Date createdAt = records.get(forwarded).getDynamodb().getApproximateCreationDateTime();
            Instant there = createdAt.toInstant().plus(lag);
            return there.isAfter(now) ? Duration.between(now, there) : Duration.ZERO;
        }

        /** The records that are not forwarded, up to so many, all of one shard. */
        List<DynamodbStreamRecord> next(int most) {
            int end = Math.min(records.size(), forwarded + most);
            for (int shardEnd : ends) {
                end = shardEnd > forwarded ? Math.min(end, shardEnd) : end;
            }
            return List.copyOf(records.subList(forwarded, end));
        }

        /** A child's numbers are lower than its parent's, and none of them is used twice. */
        void split() {
            if (ends.size() < MOST_SPLITS) {
                ends.add(records.size());
                sequence = FIRST_SEQUENCE - ends.size() * BETWEEN_SHARDS;
            }
        }
    }

    SimulatedStream(Surroundings around, int lanes) {
        this.around = around;
        this.lanes = IntStream.range(0, lanes).mapToObj(i -> new Lane()).toList();
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** From now on records are so old when Lambda has them. */
    void lag(Duration lag) {
        lanes.forEach(lane -> lane.lag = lag);
    }

    boolean isForwarded() {
        return lanes.stream().allMatch(Lane::isForwarded);
    }

    /** Returns the record's sequence number. */
    String add(String id, String eventName, @Nullable Item image, Instant createdAt) {
        Lane lane = lanes.get(Math.floorMod(id.hashCode(), lanes.size()));
        if (around.happens(Fault.SHARD_SPLIT)) {
            around.trace("the shard of %s is split", id);
            lane.split();
        }
        String sequenceNumber = ++lane.sequence + "00000000008367680596";
        StreamRecord record = new StreamRecord()
                .withKeys(Map.of("id", new AttributeValue().withS(id)))
                .withSequenceNumber(sequenceNumber)
                .withApproximateCreationDateTime(Date.from(createdAt));
        if (image != null) {
            record.setNewImage(attributes(image));
        }
        DynamodbStreamRecord stream = new DynamodbStreamRecord();
        stream.setEventID("event" + records++);
        stream.setEventName(eventName);
        stream.setEventSourceARN(ARN);
        stream.setDynamodb(record);
        lane.records.add(stream);
        around.scheduler().fire(lane.arrivals);
        return sequenceNumber;
    }

    private static Map<String, AttributeValue> attributes(Item item) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        item.attributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    private static AttributeValue attribute(Value value) {
        if (value instanceof Value.S text) {
            return new AttributeValue().withS(text.text());
        } else if (value instanceof Value.N number) {
            return new AttributeValue().withN(number.digits());
        }
        return new AttributeValue().withBOOL(true);
    }
}
