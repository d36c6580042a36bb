package tablemirror.replayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tablemirror.queue.Queue.Depth;
import tablemirror.replayer.LetterReport.Ending;

/** What a person is told, and the requests a person is offered. */
class AdviceTest {
    private static final Path EVENTS = Path.of("..", "events");

    @Test
    void aQueueInWhichSqsHidesMessagesIsTold() {
        assertEquals(
                "mend what the reasons name, then replay",
                advice(QueueState.of(new Depth(119_999 - 5, 5), 5, true), 119_994));
        assertEquals(
                "mend what the reasons name, then replay; the queue holds about 120000 letters: SQS looks at the first"
                        + " 120000 only, and hands out none while as many are in flight",
                advice(QueueState.of(new Depth(120_000 - 5, 5), 5, true), 119_995));
    }

    @Test
    void aQueueThatCannotBeAskedStopsTheRunWithItsCause() {
        Ending ending = new Ending(0, QueueState.UNKNOWN, Duration.ZERO, true, false, Optional.of("no answer"));
        assertEquals(
                "stopped, nothing is lost, call again: no answer",
                Advice.of(RequestReader.read(new byte[0]), Counts.NONE, ending));
    }

    private static boolean isForTheReplayer(Path example) {
        return Stream.of("producer", "indexer", "refill")
                .noneMatch(example.getFileName().toString()::startsWith);
    }

    @Test
    void everyExampleIsAValidRequest() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(EVENTS)) {
            examples = files.filter(AdviceTest::isForTheReplayer).toList();
        }
        assertFalse(examples.isEmpty());
        for (Path example : examples) {
            RequestReader.read(Files.readString(example).getBytes(UTF_8));
        }
    }

    /** With so many letters that are not handed out, told apart from the rest of the sentence. */
    private static String advice(QueueState state, int hidden) {
        Ending ending = new Ending(0, state, Duration.ZERO, true, false, Optional.empty());
        String advice = Advice.of(RequestReader.read(new byte[0]), new Counts(5, 5, 0, 0, 0), ending);
        return advice.replace(
                "; about %d letters were not handed out: SQS shows at most ten of one item, the others when those are gone"
                        .formatted(hidden),
                "");
    }
}
