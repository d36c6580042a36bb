package tablemirror.refill;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tablemirror.change.DynamoDbJson;
import tablemirror.change.Value;

/**
 * How far the work in one segment is: where to go on, what was counted, what is to be looked at again. What stands in the
 * journal is enough for another worker to go on. Lives within one invocation, in one thread.
 */
final class Segment {
    /** What is counted; the names stand in reports. */
    enum Count {
        ITEMS,
        WRITTEN,
        SUPERSEDED,
        REJECTED,
        NOT_INDEXED,
        DOCUMENTS,
        MISSING,
        STALE,
        EXTRA,
        FOREIGN,
        LAGGING,
        REPAIRED,
        DELETES_REFUSED,
        UNLISTED
    }

    /** What is done in it now. */
    enum Part {
        ITEMS,
        DOCUMENTS,
        CANDIDATES,
        DONE
    }

    /** So many segments has a table at most. */
    static final int MOST = 100;

    static final int MOST_FINDINGS = 2000;
    private static final int MOST_SAMPLES = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String work;
    private final int number;
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> samples = new ArrayList<>();
    private List<Candidate> candidates = List.of();
    private Part part = Part.ITEMS;
    private Optional<String> cursor = Optional.empty();
    private Optional<String> place = Optional.empty();
    private long lookedAtMillis;
    private int fruitless;
    private int invocations;
    private String failure = "";

    private Segment(String work, int number) {
        this.work = work;
        this.number = number;
    }

    /** One in which nothing was done yet of the run's work in its present phase. */
    static Segment begin(Run run, int number) {
        return new Segment(run.work(), number);
    }

    static Segment read(JsonNode note) {
        Segment segment =
                new Segment(note.path("work").asText(), note.path("segment").asInt());
        note.path("counts")
                .properties()
                .forEach(count -> segment.counts.put(
                        Count.valueOf(count.getKey()), count.getValue().asLong()));
        segment.findings.addAll(JSON.convertValue(note.path("findings"), new TypeReference<List<Finding>>() {}));
        segment.samples.addAll(JSON.convertValue(note.path("samples"), new TypeReference<List<String>>() {}));
        segment.candidates = JSON.convertValue(note.path("candidates"), new TypeReference<List<Candidate>>() {});
        segment.part = Part.valueOf(note.path("part").asText());
        segment.cursor = Optional.ofNullable(note.path("cursor").textValue());
        segment.place = Optional.ofNullable(note.path("place").textValue());
        segment.lookedAtMillis = note.path("lookedAtMillis").asLong();
        segment.fruitless = note.path("fruitless").asInt();
        segment.invocations = note.path("invocations").asInt();
        segment.failure = note.path("failure").asText();
        return segment;
    }

    JsonNode note(String updatedAt) {
        ObjectNode note = JSON.createObjectNode().put("work", work).put("segment", number);
        note.set("counts", JSON.valueToTree(counts));
        note.set("findings", JSON.valueToTree(findings));
        note.set("samples", JSON.valueToTree(samples));
        note.set("candidates", JSON.valueToTree(candidates));
        note.put("part", part.name())
                .put("cursor", cursor.orElse(null))
                .put("place", place.orElse(null))
                .put("lookedAtMillis", lookedAtMillis)
                .put("fruitless", fruitless)
                .put("invocations", invocations)
                .put("failure", failure)
                .put("updatedAt", updatedAt);
        return note;
    }

    /** Whether it is about the run's work in its present phase, and not about what was before. */
    boolean isOf(Run run) {
        return work.equals(run.work());
    }

    int number() {
        return number;
    }

    Part part() {
        return part;
    }

    boolean isDone() {
        return part == Part.DONE;
    }

    void begin(Part next) {
        part = next;
    }

    /** Where the scan of items goes on. */
    Optional<Map<String, Value>> cursor() {
        return cursor.map(DynamoDbJson::attributes);
    }

    void cursor(Optional<Map<String, Value>> next) {
        cursor = next.map(DynamoDbJson::text);
    }

    /** Where the reading of documents goes on. */
    Optional<String> place() {
        return place;
    }

    void place(Optional<String> next) {
        place = next;
    }

    long count(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    void add(Count count, long number) {
        if (number > 0) {
            counts.merge(count, number, Long::sum);
        }
    }

    /** Takes back what was counted of work that is done again. */
    void reset(Count count) {
        counts.remove(count);
    }

    List<Candidate> candidates() {
        return candidates;
    }

    void candidates(List<Candidate> open) {
        candidates = List.copyOf(open);
    }

    /** Adds those that are neither candidates nor findings yet. */
    void suspect(List<Candidate> more) {
        Set<String> known = new HashSet<>();
        findings.forEach(each -> known.add(each.key()));
        List<Candidate> all = new ArrayList<>(candidates);
        all.forEach(each -> known.add(each.key()));
        more.stream().filter(each -> known.add(each.key())).forEach(all::add);
        candidates = List.copyOf(all);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    void find(Finding finding) {
        add(Count.valueOf(finding.difference().name()), 1);
        sample(finding.difference().name().toLowerCase(Locale.ROOT), finding.documentId());
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        } else {
            add(Count.UNLISTED, 1);
        }
    }

    /** Keeps an example of something counted, as long as there are few. */
    void sample(String kind, String documentId) {
        if (samples.size() < MOST_SAMPLES) {
            samples.add(kind + " " + documentId);
        }
    }

    List<String> samples() {
        return List.copyOf(samples);
    }

    long lookedAtMillis() {
        return lookedAtMillis;
    }

    void lookedAt(long millis) {
        lookedAtMillis = millis;
    }

    /** Counts an invocation that got nowhere; one that got somewhere makes it zero. */
    int fruitless(boolean again) {
        fruitless = again ? fruitless + 1 : 0;
        return fruitless;
    }

    /** Counts an invocation; returns how many there were. */
    int invoked() {
        return ++invocations;
    }

    String failure() {
        return failure;
    }

    void fail(String why) {
        failure = why;
    }
}
