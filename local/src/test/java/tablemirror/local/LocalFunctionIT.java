package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged function under the real runtime interface client. */
class LocalFunctionIT {
    private static final int MEMORY_MEGABYTES = 256;

    private final List<String> said = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void say(String line) {
            said.add(line);
        }

        @Override
        public void step(String line) {
            said.add(line);
        }
    };

    @TempDir
    private Path directory = Path.of("");

    private final List<LocalFunction> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(LocalFunction::close);
    }

    @Test
    void answersInTheSurroundingsThatLambdaWouldGive() throws Exception {
        LocalFunction function = function(Map.of("OWN", "value"), Duration.ofSeconds(30));

        assertEquals("value", ask(function, "OWN"));
        assertEquals("Probe", ask(function, "AWS_LAMBDA_FUNCTION_NAME"));
        assertEquals("256", ask(function, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
        assertEquals("null", ask(function, "HOME"));
        assertEquals("arn:aws:lambda:us-east-1:000000000000:function:Probe", ask(function, "arn"));
        assertTrue(Long.parseLong(ask(function, "heap")) <= MEMORY_MEGABYTES * 1024L * 1024 * 85 / 100);
        assertTrue(Integer.parseInt(ask(function, "left")) <= 30_000);
    }

    @Test
    void idleProcessIsUsedAgainAndADeadOneReplaced() throws Exception {
        LocalFunction function = function(Map.of(), Duration.ofSeconds(30));
        String first = ask(function, "pid");

        assertEquals(first, ask(function, "pid"));
        assertEquals("Runtime.ExitError: Runtime exited with error: exit status 7", fault(function, "die"));
        assertNotEquals(first, ask(function, "pid"));
    }

    @Test
    void exceptionIsAFunctionErrorAndTheProcessLivesOn() throws Exception {
        LocalFunction function = function(Map.of(), Duration.ofSeconds(30));
        String pid = ask(function, "pid");

        assertEquals("java.lang.IllegalStateException: as asked", fault(function, "fail"));
        assertEquals(pid, ask(function, "pid"));
    }

    @Test
    void invocationPastTheTimeoutIsKilled() throws Exception {
        LocalFunction function = function(Map.of(), Duration.ofSeconds(1));
        String pid = ask(function, "pid");

        assertEquals("Sandbox.Timedout: Task timed out after 1.00 seconds", fault(function, "hang"));
        assertEquals(Optional.empty(), ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive));
    }

    @Test
    void functionThatRefusesItsSettingsSaysWhy() throws Exception {
        LocalFunction function = function(Map.of("REFUSE", "yes"), Duration.ofSeconds(30));

        String message =
                String.valueOf(assertThrows(UsageError.class, function::warm).getMessage());
        assertTrue(message.startsWith("Probe cannot be started: "), message);
        assertTrue(message.contains("REFUSE is set, must not be"), message);
        assertTrue(fault(function, "pid").contains("REFUSE is set, must not be"));
    }

    @Test
    void closingLeavesNoProcess() throws Exception {
        LocalFunction function = function(Map.of(), Duration.ofSeconds(30));
        String pid = ask(function, "pid");

        function.close();

        assertEquals(Optional.empty(), ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive));
    }

    private LocalFunction function(Map<String, String> environment, Duration timeout) throws IOException {
        FunctionSpec spec = ProbePackage.in(directory, MEMORY_MEGABYTES, timeout, environment);
        DataDirectory data = DataDirectory.open(Optional.of(directory.resolve("data")));
        LambdaRuntime runtime = LambdaRuntime.prepare(BuildOutput.find(), data);
        LocalFunction function = new LocalFunction(FunctionPackage.unpack(spec, data, runtime, Map.of()), progress);
        started.add(function);
        return function;
    }

    private static String ask(LocalFunction function, String question) throws InterruptedException {
        var answer = assertInstanceOf(Invocation.Answer.class, invoke(function, question));
        return new String(answer.payload(), StandardCharsets.UTF_8).replace("\"", "");
    }

    private static String fault(LocalFunction function, String question) throws InterruptedException {
        return assertInstanceOf(Invocation.FunctionError.class, invoke(function, question))
                .summary();
    }

    private static Invocation invoke(LocalFunction function, String question) throws InterruptedException {
        return function.invoke("\"%s\"".formatted(question).getBytes(StandardCharsets.UTF_8));
    }
}
