package tablemirror.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static tablemirror.states.Machine.result;

import org.junit.jupiter.api.Test;

/** What a state takes, makes and hands on. */
class DataFlowTest {
    @Test
    void allPathsWorkInTheirOrder() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','InputPath':'$.in',
                  'Parameters':{'fixed':[1,{'deep.$':'$.a'}],'whole.$':'$','of.$':'$$.State.Name','id.$':'$$.Execution.Id'},
                  'ResultSelector':{'kept.$':'$.answer'},'ResultPath':'$.to.here','OutputPath':'$.to','End':true}""");
        machine.functions.answers("f", result("{'answer':42,'dropped':1}"));

        assertEquals("{'other':true,'here':{'kept':42}}", machine.output("{'in':{'a':'A'},'to':{'other':true}}"));
        assertEquals(
                "f{'fixed':[1,{'deep':'A'}],'whole':{'a':'A'},'of':'S',"
                        + "'id':'arn:aws:states:us-east-1:000000000000:execution:m:e'}",
                machine.functions.calls.getFirst().replace('"', '\''));
    }

    @Test
    void nullPathsAreNothing() throws InterruptedException {
        assertEquals(
                "{}",
                Machine.of("S", "'S':{'Type':'Pass','OutputPath':null,'End':true}")
                        .output("{'a':1}"));
        assertEquals(
                "{'a':1}",
                Machine.of("S", "'S':{'Type':'Pass','Result':2,'ResultPath':null,'End':true}")
                        .output("{'a':1}"));
        assertEquals(
                "{}",
                Machine.of("S", "'S':{'Type':'Pass','InputPath':null,'End':true}")
                        .output("{'a':1}"));
    }

    @Test
    void resultPathMakesTheWayToItself() throws InterruptedException {
        assertEquals(
                "{'a':1,'b':{'c':[true]}}",
                Machine.of("S", "'S':{'Type':'Pass','Result':[true],'ResultPath':'$.b.c','End':true}")
                        .output("{'a':1}"));
    }

    @Test
    void resultThatHasAValueInItsWayFails() throws InterruptedException {
        assertEquals(
                new Outcome.Failed("States.ResultPathMatchFailure", "a result cannot be put at $.a.b: 1 is in its way"),
                Machine.of("S", "'S':{'Type':'Pass','Result':2,'ResultPath':'$.a.b','End':true}")
                        .run("{'a':1}"));
    }

    @Test
    void whatIsNotThereEndsTheExecution() throws InterruptedException {
        assertEquals(
                new Outcome.Failed("States.Runtime", "the path $.b could not be found in {\"a\":1}"),
                Machine.of("S", "'S':{'Type':'Pass','Parameters':{'x.$':'$.b'},'End':true}")
                        .run("{'a':1}"));
    }

    @Test
    void pathsReachIntoListsAndOddNames() throws InterruptedException {
        assertEquals(
                "[2,3]",
                Machine.of(
                                "S",
                                "'S':{'Type':'Pass','Parameters':{'x.$':\"$.a[1]['b c']\"},'OutputPath':'$.x','End':true}"
                                        .replace("['b c']", "[\\u0027b c\\u0027]"))
                        .output("{'a':[0,{'b c':[2,3]}]}"));
    }

    @Test
    void dataBeyondTheLimitEndsTheExecutionWhateverCatchSays() throws InterruptedException {
        Machine machine = Machine.of("S", """
                'S':{'Type':'Task','Resource':'@f','Retry':[{'ErrorEquals':['States.ALL']}],
                  'Catch':[{'ErrorEquals':['States.ALL'],'Next':'C'}],'End':true},'C':{'Type':'Succeed'}""");
        machine.functions.answers("f", result("'%s'".formatted("x".repeat(262_143))));
        assertEquals(
                new Outcome.Failed("States.DataLimitExceeded", "S returned a result of more than 262144 bytes"),
                machine.run("{}"));
        assertEquals(1, machine.functions.calls.size());

        Machine within = Machine.of("S", "'S':{'Type':'Task','Resource':'@f','End':true}");
        within.functions.answers("f", result("'%s'".formatted("x".repeat(262_142))));
        assertInstanceOf(Outcome.Succeeded.class, within.run("{}"));
    }
}
