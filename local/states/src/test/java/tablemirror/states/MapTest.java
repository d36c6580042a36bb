package tablemirror.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tablemirror.states.Machine.failure;
import static tablemirror.states.Machine.result;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MapTest {
    private static final String EACH = "'StartAt':'T','States':{'T':{'Type':'Task','Resource':'@f','End':true}}}";
    private static final String INLINE = "'ItemProcessor':{" + EACH;
    private static final String DISTRIBUTED =
            "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'}," + EACH;

    @Test
    void resultsAreInTheOrderOfTheItems() throws InterruptedException {
        Machine machine = Machine.of(
                "M",
                "'M':{'Type':'Map','ItemsPath':'$.items','ItemSelector':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value',"
                        + "'of.$':'$.of'},'ResultPath':'$.results','MaxConcurrency':3,'End':true," + INLINE + "}");
        machine.functions.when("f", payload -> new TaskRunner.Answer.Result(payload));

        assertEquals(
                "{'of':'x','items':[7,8],'results':[{'i':0,'v':7,'of':'x'},{'i':1,'v':8,'of':'x'}]}",
                machine.output("{'of':'x','items':[7,8]}"));
    }

    @Test
    void noItemsAreNoResults() throws InterruptedException {
        assertEquals(
                "[]",
                Machine.of("M", "'M':{'Type':'Map','End':true," + INLINE + "}").output("[]"));
    }

    @Test
    void neverMoreAtATimeThanAllowed() throws InterruptedException {
        Machine machine = Machine.of("M", "'M':{'Type':'Map','MaxConcurrency':2,'End':true," + DISTRIBUTED + "}");
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        machine.functions.when("f", payload -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            two.countDown();
            try {
                two.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            working.decrementAndGet();
            return result("1");
        });

        assertEquals("[1,1,1,1,1,1]", machine.output("[1,2,3,4,5,6]"));
        assertEquals(2, most.get());
    }

    @Test
    void failureOfAnItemIsTheMapsOwnAndOfAChildExecutionTheThresholds() throws InterruptedException {
        Machine inline = Machine.of("M", "'M':{'Type':'Map','MaxConcurrency':1,'End':true," + INLINE + "}");
        inline.functions.answers("f", result("1"), failure("Bad"));
        assertEquals(new Outcome.Failed("Bad", "why"), inline.run("[1,2,3]"));
        assertTrue(inline.functions.calls.size() <= 3);

        Machine distributed = Machine.of("M", "'M':{'Type':'Map','MaxConcurrency':1,'End':true," + DISTRIBUTED + "}");
        distributed.functions.answers("f", result("1"), failure("Bad"));
        assertEquals(
                new Outcome.Failed(
                        "States.ExceedToleratedFailureThreshold",
                        "The specified tolerated failure threshold was exceeded: Bad: why"),
                distributed.run("[1,2,3]"));
    }

    @Test
    void mapIsRetriedAsAWhole() throws InterruptedException {
        Machine machine = Machine.of(
                "M",
                "'M':{'Type':'Map','MaxConcurrency':1,'End':true,'Retry':[{'ErrorEquals':['States.ALL']}]," + INLINE
                        + "}");
        machine.functions.answers("f", failure("Bad"), result("1"));

        assertEquals("[1,1]", machine.output("[1,2]"));
    }

    @Test
    void childExecutionHasItsOwnContextAndHistory() throws InterruptedException {
        Machine machine = Machine.of(
                "M",
                "'M':{'Type':'Map','End':true,'ItemSelector':{'parent.$':'$$.Execution.Name'},'ItemProcessor':{"
                        + "'ProcessorConfig':{'Mode':'DISTRIBUTED'},'StartAt':'T','States':{'T':{'Type':'Task','Resource':'@f',"
                        + "'Parameters':{'parent.$':'$.parent','own.$':'$$.Execution.Id','item.$':'$$.Map.Item.Value'},"
                        + "'End':true}}}}");
        machine.functions.when("f", payload -> new TaskRunner.Answer.Result(payload));

        assertEquals(
                "[{'parent':'e','own':'arn:aws:states:us-east-1:000000000000:execution:m/M:e-0','item':5}]",
                machine.output("[5]"));
        assertEquals(
                List.of(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded"),
                machine.eventTypes());
    }

    @Test
    void whatIsNoListEndsTheExecution() throws InterruptedException {
        assertEquals(
                new Outcome.Failed("States.Runtime", "M has 1 at $.a, must be a list"),
                Machine.of("M", "'M':{'Type':'Map','ItemsPath':'$.a','End':true," + INLINE + "}")
                        .run("{'a':1}"));
    }

    @Test
    void interruptStopsEveryItem() throws InterruptedException {
        Machine machine = Machine.of("M", "'M':{'Type':'Map','End':true," + DISTRIBUTED + "}");
        CountDownLatch inside = new CountDownLatch(2);
        AtomicInteger stopped = new AtomicInteger();
        machine.functions.when("f", payload -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
                return result("1");
            } catch (InterruptedException e) {
                stopped.incrementAndGet();
                Thread.currentThread().interrupt();
                return failure("interrupted");
            }
        });
        Thread me = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            try {
                inside.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            me.interrupt();
        });

        assertThrows(InterruptedException.class, () -> machine.run("[1,2]"));
        assertEquals(2, stopped.get());
    }
}
