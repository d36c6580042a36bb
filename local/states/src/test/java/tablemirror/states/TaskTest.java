package tablemirror.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.states.Machine.failure;
import static tablemirror.states.Machine.result;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calling functions, and what their failures lead to. */
class TaskTest {
    private static final String CAUGHT = "'C':{'Type':'Pass','End':true}";

    @Test
    void failureThatNobodyHandlesEndsTheExecution() throws InterruptedException {
        Machine machine = Machine.of("S", "'S':{'Type':'Task','Resource':'@f','End':true}");
        machine.functions.answers("f", failure("Bad"));

        assertEquals(new Outcome.Failed("Bad", "why"), machine.run("{}"));
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "LambdaFunctionScheduled",
                        "LambdaFunctionFailed",
                        "ExecutionFailed"),
                machine.eventTypes());
    }

    @Test
    void retriesWaitLongerEachTimeUpToTheirCap() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','End':true,'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':5,
                  'MaxAttempts':4,'BackoffRate':3,'MaxDelaySeconds':20}]}""");
        machine.functions.answers("f", failure("A"), failure("B"), failure("C"), failure("D"), result("1"));

        assertEquals("1", machine.output("{}"));
        assertEquals(Duration.ofSeconds(5 + 15 + 20 + 20), machine.elapsed());
    }

    @Test
    void fullJitterWaitsLess() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','End':true,'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':100,
                  'MaxAttempts':1,'JitterStrategy':'FULL'}]}""");
        machine.functions.answers("f", failure("A"), result("1"));

        machine.run("{}");
        assertTrue(machine.elapsed().compareTo(Duration.ofSeconds(100)) < 0, machine.elapsed()::toString);
    }

    @Test
    void firstRetrierThatFitsDecidesAndEachCountsForItself() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','End':true,'Retry':[
                  {'ErrorEquals':['Refused'],'MaxAttempts':0},
                  {'ErrorEquals':['Busy'],'MaxAttempts':1},
                  {'ErrorEquals':['States.ALL'],'MaxAttempts':1}]}""");
        machine.functions.answers("f", failure("Busy"), failure("Other"), failure("Busy"));
        assertEquals(new Outcome.Failed("Busy", "why"), machine.run("{}"));
        assertEquals(3, machine.functions.calls.size());

        machine.functions.answers("f", failure("Refused"));
        assertEquals(new Outcome.Failed("Refused", "why"), machine.run("{}"));
        assertEquals(4, machine.functions.calls.size());
    }

    @Test
    void catchHandsOnTheInputWithTheErrorInIt() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','End':true,'OutputPath':'$.never',
                  'Catch':[{'ErrorEquals':['Other'],'Next':'S'},{'ErrorEquals':['States.TaskFailed'],'ResultPath':'$.failure','Next':'C'}]},
                """ + CAUGHT);
        machine.functions.answers("f", failure("Bad"));

        assertEquals("{'a':1,'failure':{'Error':'Bad','Cause':'why'}}", machine.output("{'a':1}"));
    }

    @Test
    void timeoutIsAnErrorThatTaskFailedDoesNotMean() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','TimeoutSeconds':7,'End':true,
                  'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'S'},{'ErrorEquals':['States.Timeout'],'Next':'C'}]},
                """ + CAUGHT);
        machine.functions.answers("f", new TaskRunner.Answer.TimedOut());

        assertEquals(
                "{'Error':'States.Timeout','Cause':'S took longer than its TimeoutSeconds'}", machine.output("{}"));
        assertEquals(List.of(Duration.ofSeconds(7)), machine.functions.limits);
    }

    @Test
    void errorsOfTheMachineItselfAreNotForStatesAll() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','Parameters':{'x.$':'$.none'},'End':true,
                  'Retry':[{'ErrorEquals':['States.ALL']}],'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}]},
                """ + CAUGHT);

        assertEquals(
                new Outcome.Failed("States.Runtime", "the path $.none could not be found in {}"), machine.run("{}"));
        assertEquals(Duration.ZERO, machine.elapsed());
    }

    @Test
    void optimizedIntegrationUnwrapsThePayloadAndWrapsTheAnswer() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,
                  'Parameters':{'FunctionName':'@f','Payload':{'x.$':'$.a'}},'ResultSelector':{'got.$':'$.Payload'}}""");
        machine.functions.answers("f", result("[1]"));

        assertEquals("{'got':[1]}", machine.output("{'a':1}"));
        assertEquals(List.of("f{\"x\":1}"), machine.functions.calls);
    }

    @Test
    void executionTimeoutEndsAWaitAndARetry() throws InterruptedException {
        Machine waiting = Machine.of(Machine.definition(
                "{'StartAt':'W','TimeoutSeconds':10,'States':{'W':{'Type':'Wait','Seconds':11,'End':true}}}"));
        assertEquals(new Outcome.TimedOut(), waiting.run("{}"));
        assertEquals(Duration.ofSeconds(10), waiting.elapsed());

        Machine retrying = Machine.of(Machine.definition("""
                {'StartAt':'S','TimeoutSeconds':10,'States':{'S':{'Type':'Task','Resource':'@f','End':true,
                  'Retry':[{'ErrorEquals':['States.ALL'],'IntervalSeconds':4,'BackoffRate':1,'MaxAttempts':99}],
                  'Catch':[{'ErrorEquals':['States.ALL'],'Next':'S'}]}}}"""));
        retrying.functions.answers("f", failure("Bad"));
        assertEquals(new Outcome.TimedOut(), retrying.run("{}"));
        assertEquals(
                List.of(10L, 6L, 2L),
                retrying.functions.limits.stream().map(Duration::toSeconds).toList());
    }

    @Test
    void waitTakesItsSecondsFromThePath() throws InterruptedException {
        Machine machine = Machine.of("W", "'W':{'Type':'Wait','SecondsPath':'$.s','End':true}");

        assertEquals("{'s':70}", machine.output("{'s':70}"));
        assertEquals(Duration.ofSeconds(70), machine.elapsed());
        assertEquals(
                new Outcome.Failed("States.Runtime", "W waits -1 seconds, must be at least 0"),
                machine.run("{'s':-1}"));
    }

    @Test
    void failTakesErrorAndCauseFromPaths() throws InterruptedException {
        assertEquals(
                new Outcome.Failed("E", "C"),
                Machine.of("F", "'F':{'Type':'Fail','ErrorPath':'$.f.Error','CausePath':'$.f.Cause'}")
                        .run("{'f':{'Error':'E','Cause':'C'}}"));
        assertEquals(
                new Outcome.Failed("fixed", ""),
                Machine.of("F", "'F':{'Type':'Fail','Error':'fixed'}").run("{}"));
    }
}
