package tablemirror.refill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tablemirror.refill.Segment.Count;

/** The segments of a run taken together: counts, examples, and how much is left. Immutable. */
record Summary(List<Segment> segments) {
    /** A report must fit the 256 KB of a state's output, whatever the keys. */
    private static final int MOST_SAMPLES = 50;

    private static final ObjectMapper JSON = new ObjectMapper();

    Summary {
        segments = List.copyOf(segments);
    }

    /** Whether every segment of the run is done. */
    boolean isDone(Run run) {
        return segments.size() == run.segments() && segments.stream().allMatch(Segment::isDone);
    }

    long count(Count count) {
        return segments.stream().mapToLong(segment -> segment.count(count)).sum();
    }

    /** What keeps the index from being equal to the table: drift, and what may be drift. */
    long differences() {
        return Stream.of(Count.MISSING, Count.STALE, Count.EXTRA, Count.FOREIGN, Count.LAGGING)
                .mapToLong(this::count)
                .sum();
    }

    /** Some of what was counted, with the documents' ids. */
    List<String> samples() {
        return segments.stream()
                .flatMap(segment -> segment.samples().stream())
                .limit(MOST_SAMPLES)
                .toList();
    }

    /** What made a segment fail, or nothing. */
    String failure() {
        return segments.stream()
                .map(Segment::failure)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Counts in all and by segment, and examples. */
    ObjectNode report(Run run) {
        ObjectNode report = JSON.createObjectNode()
                .put("mode", run.mode().text())
                .put("index", run.index())
                .put("phase", run.phase().name());
        put(report, Count.values(), this::count);
        if (run.phase() != Run.Phase.FILL) {
            report.put("differences", differences());
        }
        samples().forEach(report.putArray("samples")::add);
        ArrayNode each = report.putArray("segments");
        for (Segment segment : segments) {
            ObjectNode counts = each.addObject()
                    .put("segment", segment.number())
                    .put("part", segment.part().name());
            put(counts, Count.values(), segment::count);
        }
        return report;
    }

    /** Seconds left of this phase at the speed it had until now, as far as the scan of so many items goes. */
    long secondsLeft(Run run, long itemsInTable, Instant now) {
        long items = count(Count.ITEMS);
        long left = Math.max(0, itemsInTable - items);
        double seconds = Duration.between(Instant.parse(run.phaseAt()), now).toMillis() / 1000.0;
        return items == 0 ? -1 : Math.round(seconds / items * left);
    }

    private interface Counted {
        long of(Count count);
    }

    private static void put(ObjectNode to, Count[] counts, Counted counted) {
        for (Count count : counts) {
            if (counted.of(count) > 0) {
                to.put(name(count), counted.of(count));
            }
        }
    }

    /** DELETES_REFUSED as deletesRefused. */
    private static String name(Count count) {
        String[] words = count.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}
