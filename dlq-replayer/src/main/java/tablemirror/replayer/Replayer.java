package tablemirror.replayer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tablemirror.change.Change;
import tablemirror.change.Key;
import tablemirror.change.Message;
import tablemirror.change.MessageReader;
import tablemirror.function.Deadline;
import tablemirror.queue.Acknowledgement;
import tablemirror.queue.Outgoing;
import tablemirror.queue.Queue;
import tablemirror.queue.Received;
import tablemirror.queue.Sender;
import tablemirror.queue.Visibility;
import tablemirror.replayer.Request.Action;

/**
 * Shows what lies in the dead-letter queue and brings it back: one re-read per item, however many of its changes died.
 *
 * <p>Promise: a letter is deleted only after its re-read is confirmed sent. Killed at any point nothing is lost; a second
 * run sends at worst some re-reads again. Everything it only looked at is visible again at its end.
 */
final class Replayer {
    /** How long letters stay hidden beyond the invocation's end, should it be killed. */
    private static final Duration SAFETY = Duration.ofSeconds(30);

    /** For making letters visible again, and the answer. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final Queue deadLetters;
    private final Visibility visibility;
    private final Sender changes;
    private final MessageReader reader;
    private final InstantSource clock;

    Replayer(Queue deadLetters, Sender changes, MessageReader reader, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.visibility = new Visibility(deadLetters);
        this.changes = changes;
        this.reader = reader;
        this.clock = clock;
    }

    /** Does what is asked, as the work of the invocation of this id. */
    Report run(Request request, String invocationId, Deadline end) {
        Deadline deadline = end.sooner(RESERVE);
        // What is refused again meanwhile comes back as a new letter: it is for the next run.
        Instant begin = clock.instant();
        Map<String, Letter> seen = new LinkedHashMap<>();
        List<Letter> matched = new ArrayList<>();
        Set<String> replayed = new HashSet<>();
        boolean more = true;
        // A message in flight hides the rest of its group, so the queue is emptied in rounds.
        while (more && seen.size() < request.limit() && !deadline.hasPassed()) {
            List<Letter> round = receive(request.limit() - seen.size(), deadline);
            List<Letter> fresh = round.stream()
                    .filter(letter -> seen.putIfAbsent(letter.message().messageId(), letter) == null)
                    .toList();
            List<Letter> wanted = round.stream()
                    .filter(letter -> matches(request, letter, begin))
                    .toList();
            fresh.stream().filter(letter -> matches(request, letter, begin)).forEach(matched::add);
            Set<String> gone = request.action() == Action.REPLAY ? replay(wanted, invocationId, deadline) : Set.of();
            replayed.addAll(gone);
            visibility.release(
                    round.stream()
                            .map(Letter::message)
                            .filter(message -> !gone.contains(message.messageId()))
                            .toList(),
                    end);
            more = !gone.isEmpty();
        }
        boolean done = !deadline.hasPassed() && seen.size() < request.limit();
        return report(request, seen.size(), matched, replayed.size(), done);
    }

    private static boolean matches(Request request, Letter letter, Instant begin) {
        return !letter.message().sentAt().isAfter(begin)
                && request.documentId().map(letter.documentId()::equals).orElse(true);
    }

    /** Takes letters in hand until none comes any more, oldest first within each group. */
    private List<Letter> receive(int limit, Deadline deadline) {
        List<Letter> letters = new ArrayList<>();
        int emptyAnswers = 0;
        // One empty answer may be SQS's sampling; two are an empty queue.
        while (letters.size() < limit && emptyAnswers < 2 && !deadline.hasPassed()) {
            List<Received> received =
                    deadLetters.receive(Queue.MAX_ENTRIES, deadline.remaining().plus(SAFETY), deadline);
            received.forEach(message -> letters.add(Letter.of(message, reader)));
            emptyAnswers = received.isEmpty() ? emptyAnswers + 1 : 0;
        }
        return letters;
    }

    /** Sends one re-read an item, then deletes its letters. Returns the ids of the messages that are gone. */
    private Set<String> replay(List<Letter> letters, String invocationId, Deadline deadline) {
        Map<Key, List<Letter>> items = new LinkedHashMap<>();
        for (Letter letter : letters) {
            letter.reread()
                    .ifPresent(change -> items.computeIfAbsent(change.key(), key -> new ArrayList<>())
                            .add(letter));
        }
        List<List<Letter>> byItem = List.copyOf(items.values());
        Map<Integer, String> failed = changes.send(
                byItem.stream().map(item -> reread(item, invocationId)).toList(), deadline);
        List<Received> done = new ArrayList<>();
        for (int i = 0; i < byItem.size(); i++) {
            if (!failed.containsKey(i)) {
                byItem.get(i).forEach(letter -> done.add(letter.message()));
            }
        }
        Set<String> gone = new HashSet<>();
        done.forEach(message -> gone.add(message.messageId()));
        new Acknowledgement(deadLetters).delete(done, deadline).forEach(message -> gone.remove(message.messageId()));
        return gone;
    }

    /** At least as new as the newest of them, and of an id that no earlier replay used. */
    private static Outgoing reread(List<Letter> item, String invocationId) {
        Change newest = item.stream()
                .flatMap(letter -> letter.reread().stream())
                .max((a, b) -> a.version().compareTo(b.version()))
                .orElseThrow();
        String deduplicationId = item.getLast().message().messageId() + "/" + invocationId;
        return new Outgoing(newest.key().messageGroup(), deduplicationId, Message.body(newest));
    }

    private static Report report(Request request, int examined, List<Letter> matched, int replayed, boolean done) {
        int failed = request.action() == Action.REPLAY ? matched.size() - replayed : 0;
        return new Report(
                request.action().name().toLowerCase(Locale.ROOT),
                examined,
                matched.size(),
                replayed,
                failed,
                done,
                done ? next(request.action(), matched.size(), failed) : callAgain(request, examined),
                Report.groups(matched));
    }

    private static String callAgain(Request request, int examined) {
        return examined >= request.limit()
                ? "not the whole queue was seen: call again with a limit above %d".formatted(request.limit())
                : "time was up before the whole queue was seen: call again with the same request";
    }

    private static String next(Action action, int matched, int failed) {
        if (matched == 0) {
            return "no dead letters: nothing to do";
        }
        return switch (action) {
            case INSPECT -> "mend what the reasons name, then replay";
            case REPLAY ->
                failed == 0
                        ? "all are on their way: what is still refused comes back here"
                        : "what failed is still here: call again, and look at letters whose documentId is -";
        };
    }
}
