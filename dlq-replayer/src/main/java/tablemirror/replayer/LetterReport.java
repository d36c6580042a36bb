package tablemirror.replayer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tablemirror.change.Key;

/**
 * The answer from the dead-letter queue.
 *
 * @param arrived letters that came after the run began: left alone
 * @param hidden letters that SQS did not hand out, by its own count
 * @param inOtherHands letters that another run has, or had when it was killed
 * @param remaining what is in the queue now, by SQS's own count
 * @param pausedSeconds how long live traffic kept the replay waiting
 * @param next what the person can do now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LetterReport(
        String action,
        String from,
        boolean dryRun,
        @JsonUnwrapped Counts counts,
        int arrived,
        @Nullable Integer hidden,
        @Nullable Integer inOtherHands,
        @Nullable Integer remaining,
        long pausedSeconds,
        boolean done,
        String next,
        List<Group> groups)
        implements Report {

    /** The matched letters of one type: a reason as it was given, and some of the documents. */
    record Group(String errorType, int count, String firstAt, String lastAt, String reason, List<Sample> samples) {}

    /** One letter, by what it can be found again, and what became, or would become, of it. */
    record Sample(String documentId, String messageId, String verdict) {}

    /**
     * How a run ended.
     *
     * @param wholeQueue because there was nothing more to be had
     */
    record Ending(
            int arrived,
            QueueState queue,
            Duration paused,
            boolean wholeQueue,
            boolean timeIsUp,
            Optional<String> stopped) {}

    static LetterReport of(Request request, Counts counts, Ending ending, Groups groups, Map<Key, String> verdicts) {
        return new LetterReport(
                JsonFields.written(request.action()),
                JsonFields.written(request.from()),
                request.dryRun(),
                counts,
                ending.arrived(),
                ending.queue().known() ? ending.queue().hidden() : null,
                ending.queue().known() ? ending.queue().inOtherHands() : null,
                ending.queue().known() ? ending.queue().remaining() : null,
                ending.paused().toSeconds(),
                ending.wholeQueue() && ending.stopped().isEmpty(),
                Advice.of(request, counts, ending),
                groups.largestFirst().entrySet().stream()
                        .map(group -> group(group.getKey(), group.getValue(), verdicts))
                        .toList());
    }

    private static Group group(String errorType, Groups.Group group, Map<Key, String> verdicts) {
        return new Group(
                errorType,
                group.count(),
                group.first().toString(),
                group.last().toString(),
                group.reason(),
                group.samples().stream()
                        .map(sample -> new Sample(sample.documentId(), sample.messageId(), verdict(sample, verdicts)))
                        .toList());
    }

    private static String verdict(Groups.Sample sample, Map<Key, String> verdicts) {
        return switch (sample.fate()) {
            case Fate.Shown shown ->
                sample.key()
                        .map(key -> verdicts.getOrDefault(key, Verdicts.UNKNOWN + "not asked"))
                        .orElse("names no item: cannot be replayed");
            case Fate.Replayed done -> "replayed";
            case Fate.Discarded done -> "discarded";
            case Fate.Failed failure -> Letter.cut("failed: " + failure.cause(), Verdicts.MAX_TEXT);
            case Fate.Left left -> "left for the next call";
        };
    }
}
