package tablemirror.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private record Case(String condition, String input, boolean holds) {}

    @Test
    void conditionsHoldAsOnAws() throws InterruptedException {
        for (Case each : List.of(
                new Case("'Variable':'$.a','StringEquals':'x'", "{'a':'x'}", true),
                new Case("'Variable':'$.a','StringEquals':'x'", "{'a':'y'}", false),
                new Case("'Variable':'$.a','StringEquals':'1'", "{'a':1}", false),
                new Case("'Variable':'$.a','BooleanEquals':true", "{'a':true}", true),
                new Case("'Variable':'$.a','BooleanEquals':true", "{'a':'true'}", false),
                new Case("'Variable':'$.a','NumericEquals':1", "{'a':1.0}", true),
                new Case("'Variable':'$.a','NumericLessThan':1", "{'a':1}", false),
                new Case("'Variable':'$.a','NumericLessThanEquals':1", "{'a':1}", true),
                new Case("'Variable':'$.a','NumericGreaterThan':0", "{'a':1}", true),
                new Case("'Variable':'$.a','NumericGreaterThan':0", "{'a':'1'}", false),
                new Case("'Variable':'$.a','NumericGreaterThanEquals':2", "{'a':1}", false),
                new Case("'Variable':'$.a','IsPresent':true", "{}", false),
                new Case("'Variable':'$.a','IsPresent':false", "{}", true),
                new Case("'Variable':'$.a','IsPresent':true", "{'a':null}", true),
                new Case("'Variable':'$.a','IsNull':true", "{'a':null}", true),
                new Case("'Not':{'Variable':'$.a','NumericEquals':1}", "{'a':2}", true),
                new Case(
                        "'And':[{'Variable':'$.a','IsPresent':true},{'Variable':'$.a','NumericEquals':1}]",
                        "{}",
                        false),
                new Case(
                        "'Or':[{'Variable':'$.a','NumericEquals':1},{'Variable':'$.a','NumericEquals':2}]",
                        "{'a':2}",
                        true))) {
            Machine machine = Machine.of(
                    "C",
                    "'C':{'Type':'Choice','Choices':[{%s,'Next':'Y'}],'Default':'N'},".formatted(each.condition())
                            + "'Y':{'Type':'Pass','Result':true,'End':true},'N':{'Type':'Pass','Result':false,'End':true}");
            assertEquals(Boolean.toString(each.holds()), machine.output(each.input()), each.toString());
        }
    }

    @Test
    void variableThatIsNotThereEndsTheExecution() throws InterruptedException {
        assertEquals(
                new Outcome.Failed("States.Runtime", "the path $.a could not be found in {}"),
                Machine.of("C", """
                        'C':{'Type':'Choice','Choices':[{'Variable':'$.a','NumericGreaterThan':0,'Next':'N'}],'Default':'N'},
                        'N':{'Type':'Succeed'}""").run("{}"));
    }

    @Test
    void firstRuleThatFitsWinsAndNoneIsAnError() throws InterruptedException {
        Machine machine = Machine.of("C", """
                'C':{'Type':'Choice','Choices':[{'Variable':'$.a','NumericLessThan':5,'Next':'First'},
                  {'Variable':'$.a','NumericLessThan':9,'Next':'Second'}]},
                'First':{'Type':'Pass','Result':1,'End':true},'Second':{'Type':'Pass','Result':2,'End':true}""");

        assertEquals("1", machine.output("{'a':4}"));
        assertEquals("2", machine.output("{'a':5}"));
        assertEquals(
                new Outcome.Failed("States.NoChoiceMatched", "no rule of C fits {\"a\":9}, and it has no Default"),
                machine.run("{'a':9}"));
    }
}
