package tablemirror.replayer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a request, as the person sees it: field by field in JSON. Bounded, however many letters there are.
 *
 * @param failed matched letters that were to be replayed and are still there
 * @param done whether the whole queue was seen
 * @param next what the person can do now
 */
record Report(
        String action,
        int examined,
        int matched,
        int replayed,
        int failed,
        boolean done,
        String next,
        List<Group> groups) {
    private static final int MAX_GROUPS = 50;
    private static final int MAX_SAMPLES = 10;

    /** The matched letters of one reason: its type, an example of it in words, and some of the documents. */
    record Group(String errorType, int count, String firstAt, String lastAt, String reason, List<Sample> samples) {}

    /** One letter, by what it can be found again. */
    record Sample(String documentId, String messageId) {}

    static List<Group> groups(List<Letter> letters) {
        Map<String, List<Letter>> byType = new LinkedHashMap<>();
        letters.forEach(letter -> byType.computeIfAbsent(letter.errorType(), type -> new ArrayList<>())
                .add(letter));
        return byType.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Group::count).reversed())
                .limit(MAX_GROUPS)
                .toList();
    }

    private static Group group(String errorType, List<Letter> letters) {
        List<Letter> byAge =
                letters.stream().sorted(Comparator.comparing(Letter::since)).toList();
        return new Group(
                errorType,
                letters.size(),
                byAge.getFirst().since().toString(),
                byAge.getLast().since().toString(),
                byAge.getLast().reason(),
                byAge.stream()
                        .limit(MAX_SAMPLES)
                        .map(letter ->
                                new Sample(letter.documentId(), letter.message().messageId()))
                        .toList());
    }
}
