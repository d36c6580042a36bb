package tablemirror.replayer;

import java.util.ArrayList;
import java.util.List;
import tablemirror.replayer.LetterReport.Ending;

/** What a person is told to do next, in words. Pure. */
final class Advice {
    private Advice() {}

    static String of(Request request, Counts counts, Ending ending) {
        List<String> words = new ArrayList<>();
        words.add(first(request, counts, ending));
        QueueState queue = ending.queue();
        if (queue.hidden() > 0) {
            words.add(
                    "about %d letters were not handed out: SQS shows at most ten of one item, the others when those are"
                                    .formatted(queue.hidden())
                            + " gone");
        }
        if (queue.inOtherHands() > 0) {
            words.add(
                    "about %d letters are in the hands of another run, or of one that was killed: they are visible again"
                                    .formatted(queue.inOtherHands())
                            + " within a minute after its end");
        }
        if (queue.remaining() >= QueueState.MOST_IN_FLIGHT) {
            words.add(
                    "the queue holds about %d letters: SQS looks at the first %d only, and hands out none while as many"
                                    .formatted(queue.remaining(), QueueState.MOST_IN_FLIGHT)
                            + " are in flight");
        }
        return String.join("; ", words);
    }

    private static String first(Request request, Counts counts, Ending ending) {
        if (ending.stopped().isPresent()) {
            return "stopped, nothing is lost, call again: " + ending.stopped().get();
        }
        if (!ending.wholeQueue()) {
            return notAll("queue", ending.timeIsUp(), request);
        }
        if (counts.matched() == 0) {
            return counts.examined() == 0 ? "no dead letters: nothing to do" : "no dead letter is like that";
        }
        return done(request, counts);
    }

    private static String done(Request request, Counts counts) {
        if (request.dryRun()) {
            return "nothing was changed: the same request without dryRun does it";
        }
        if (counts.failed() > 0) {
            return "what failed is still here: look at the verdicts, and call again";
        }
        return switch (request.action()) {
            case INSPECT -> "mend what the reasons name, then replay";
            case REPLAY -> "all are on their way: what is still refused comes back here";
            case DISCARD -> "gone for good; table and index are as they were";
        };
    }

    static String ofBucket(Request request, Counts counts, FoundObjects found, boolean wholeBucket, boolean timeIsUp) {
        if (!wholeBucket) {
            return notAll("bucket", timeIsUp, request);
        }
        if (counts.matched() == 0) {
            return found.objects() == 0 ? "no failed records: nothing to do" : "no failed record is like that";
        }
        if (request.onlyLooks()) {
            return "nothing was changed: {\"action\": \"replay\", \"from\": \"s3\"} brings them back";
        }
        return counts.failed() > 0
                ? "what failed is still here: call again"
                : "all are on their way: what is refused comes into the dead-letter queue";
    }

    private static String notAll(String of, boolean timeIsUp, Request request) {
        if (timeIsUp) {
            return "time was up before the whole %s was seen: call again with the same request".formatted(of);
        }
        return "not the whole %s was seen, the limit is %d: call again%s"
                .formatted(of, request.limit(), request.onlyLooks() ? " with a higher one" : "");
    }
}
