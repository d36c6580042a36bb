package tablemirror.replayer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tablemirror.change.Key;

/**
 * Letters by their reason, as many as a person reads: bounded however many letters and reasons there are. For one thread.
 */
final class Groups {
    static final String OTHERS = "(other types)";
    private static final int MAX_GROUPS = 50;
    private static final int MAX_SAMPLES = 10;

    private final Map<String, Group> byType = new LinkedHashMap<>();

    /** Letters of one type. */
    static final class Group {
        private final List<Sample> samples = new ArrayList<>();
        private int count;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private String reason = "";

        int count() {
            return count;
        }

        Instant first() {
            return first;
        }

        Instant last() {
            return last;
        }

        /** Of the letter that came last. */
        String reason() {
            return reason;
        }

        List<Sample> samples() {
            return samples;
        }

        private void add(Letter letter, Fate fate) {
            count++;
            first = letter.since().isBefore(first) ? letter.since() : first;
            if (letter.since().isAfter(last)) {
                last = letter.since();
                reason = letter.reason();
            }
            // One of each document; letters that name none are told apart by their message ids.
            boolean known = letter.reread().isPresent()
                    && samples.stream().anyMatch(sample -> sample.documentId.equals(letter.documentId()));
            if (samples.size() < MAX_SAMPLES && !known) {
                samples.add(new Sample(
                        letter.documentId(),
                        letter.message().messageId(),
                        letter.reread().map(change -> change.key()),
                        fate));
            }
        }
    }

    /** One letter, by what it can be found again. */
    record Sample(String documentId, String messageId, Optional<Key> key, Fate fate) {}

    void add(Letter letter, Fate fate) {
        String type =
                byType.size() < MAX_GROUPS || byType.containsKey(letter.errorType()) ? letter.errorType() : OTHERS;
        byType.computeIfAbsent(type, name -> new Group()).add(letter, fate);
    }

    /** The largest first. */
    Map<String, Group> largestFirst() {
        Map<String, Group> sorted = new LinkedHashMap<>();
        byType.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().count))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** The items of the samples on which a verdict would tell something. */
    List<Key> shown() {
        return byType.values().stream()
                .flatMap(group -> group.samples.stream())
                .filter(sample -> sample.fate instanceof Fate.Shown)
                .flatMap(sample -> sample.key.stream())
                .toList();
    }
}
