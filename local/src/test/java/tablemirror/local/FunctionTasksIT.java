package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tablemirror.states.TaskRunner.Answer;

/** A packaged function as a state machine's task. */
class FunctionTasksIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path directory = Path.of("");

    private Optional<Functions> started = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        FunctionSpec probe = ProbePackage.in(directory, 256, Duration.ofSeconds(30), Map.of("OWN", "value"));
        DataDirectory data = DataDirectory.open(Optional.of(directory.resolve("data")));
        LambdaRuntime runtime = LambdaRuntime.prepare(BuildOutput.find(), data);
        started = Optional.of(new Functions(
                new Deployment(List.of(), List.of(probe), List.of(), Map.of()),
                data,
                runtime,
                Map.of(),
                new ConsoleProgress(System.out, false)));
    }

    @AfterEach
    void stop() {
        started.ifPresent(Functions::close);
    }

    @Test
    void answerIsTheResult() throws InterruptedException {
        assertEquals(new Answer.Result(TextNode.valueOf("value")), run("OWN", PATIENCE));
    }

    @Test
    void errorIsTheFunctionsOwnTypeWithItsJson() throws InterruptedException {
        var failure = assertInstanceOf(Answer.Failure.class, run("fail", PATIENCE));

        assertEquals("java.lang.IllegalStateException", failure.error());
        assertTrue(failure.cause().contains("\"errorMessage\":\"as asked\""), failure.cause());
        assertEquals(
                "Runtime.ExitError",
                assertInstanceOf(Answer.Failure.class, run("die", PATIENCE)).error());
    }

    @Test
    void whoeverWaitsNoLongerDoesNotStopTheFunction() throws InterruptedException {
        Answer pid = run("pid", PATIENCE);

        assertEquals(new Answer.TimedOut(), run("hang", Duration.ofSeconds(1)));
        long process =
                Long.parseLong(assertInstanceOf(Answer.Result.class, pid).json().asText());
        assertTrue(ProcessHandle.of(process).orElseThrow().isAlive());
    }

    @Test
    void functionThatIsNotThereIsAFailure() throws InterruptedException {
        Answer answer = functions().run(FunctionSpec.arn("Other"), TextNode.valueOf("pid"), PATIENCE);

        assertEquals(
                "Lambda.ResourceNotFoundException",
                assertInstanceOf(Answer.Failure.class, answer).error());
    }

    private Answer run(String question, Duration atMost) throws InterruptedException {
        return functions().run(FunctionSpec.arn("Probe"), TextNode.valueOf(question), atMost);
    }

    private FunctionTasks functions() {
        return new FunctionTasks(started.orElseThrow());
    }
}
