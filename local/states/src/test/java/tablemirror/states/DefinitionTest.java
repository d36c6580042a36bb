package tablemirror.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionTest {
    private record Refused(String state, String message) {}

    @Test
    void whatIsNotKnownIsRefusedWithItsStateAndField() {
        List.of(
                        new Refused(
                                "'Type':'Parallel','End':true",
                                "States.S.Type is Parallel, must be Pass, Task, Choice, Wait, Map, Succeed or Fail"),
                        new Refused(
                                "'Type':'Pass','End':true,'Assign':{}",
                                "States.S.Assign is not known here, only [Comment, End, InputPath, Next, OutputPath,"
                                        + " Parameters, Result, ResultPath, Type]"),
                        new Refused(
                                "'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true",
                                "States.S.Resource is arn:aws:states:::sqs:sendMessage, must be the ARN of a function or"
                                        + " arn:aws:states:::lambda:invoke"),
                        new Refused(
                                "'Type':'Task','Resource':'@f','HeartbeatSeconds':5,'End':true",
                                "States.S.HeartbeatSeconds is not known here, only [Catch, Comment, End, InputPath, Next,"
                                        + " OutputPath, Parameters, Resource, ResultPath, ResultSelector, Retry,"
                                        + " TimeoutSeconds, Type]"),
                        new Refused(
                                "'Type':'Pass','Parameters':{'a':[{'x.$':'States.UUID()'}]},'End':true",
                                "States.S.Parameters.a[].x.$ is States.UUID(), must be a path such as $.a.b, $['a b'] or"
                                        + " $.a[0]: filters, slices, wildcards and intrinsic functions are not known"),
                        new Refused(
                                "'Type':'Pass','InputPath':'$..a','End':true",
                                "States.S.InputPath is $..a, must be a path such as $.a.b, $['a b'] or $.a[0]: filters,"
                                        + " slices, wildcards and intrinsic functions are not known"),
                        new Refused(
                                "'Type':'Pass','InputPath':'$$.Execution.RoleArn','End':true",
                                "States.S.InputPath is $$.Execution.RoleArn, the context object has [Execution.Id,"
                                        + " Execution.Input, Execution.Name, Execution.StartTime, Map.Item.Index,"
                                        + " Map.Item.Value, State.EnteredTime, State.Name, StateMachine.Id,"
                                        + " StateMachine.Name]"),
                        new Refused(
                                "'Type':'Pass','ResultPath':'$.a[0]','End':true",
                                "States.S.ResultPath is $.a[0], must lead into the state's data, not into a list"),
                        new Refused(
                                "'Type':'Choice','Choices':[{'Variable':'$.a','StringMatches':'x*','Next':'S'}]",
                                "States.S.Choices[].StringMatches is not known here, only [And, BooleanEquals, Comment,"
                                        + " IsNull, IsPresent, Next, Not, NumericEquals, NumericGreaterThan,"
                                        + " NumericGreaterThanEquals, NumericLessThan, NumericLessThanEquals, Or,"
                                        + " StringEquals, Variable]"),
                        new Refused(
                                "'Type':'Choice','Choices':[{'Variable':'$.a','NumericEquals':'1','Next':'S'}]",
                                "States.S.Choices[].NumericEquals cannot be compared with \"1\""),
                        new Refused(
                                "'Type':'Wait','Timestamp':'2026-01-01T00:00:00Z','End':true",
                                "States.S.Seconds is missing, or SecondsPath"),
                        new Refused(
                                "'Type':'Map','ToleratedFailurePercentage':5,'End':true",
                                "States.S.ToleratedFailurePercentage is 5, must be 0"),
                        new Refused(
                                "'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':"
                                        + "'EXPRESS'},'StartAt':'A','States':{'A':{'Type':'Succeed'}}},'End':true",
                                "States.S.ItemProcessor.ProcessorConfig.ExecutionType is EXPRESS, must be STANDARD"),
                        new Refused(
                                "'Type':'Task','Resource':'@f','Retry':[{'ErrorEquals':['States.ALL','x']}],'End':true",
                                "States.S.Retry[].ErrorEquals is [States.ALL, x], must name errors, or States.ALL alone"))
                .forEach(DefinitionTest::check);
    }

    @Test
    void brokenMachineIsRefused() {
        List.of(
                        new Refused("'Type':'Pass','Next':'T'", "States.S.Next is T, which is no state of States"),
                        new Refused("'Type':'Pass'", "States.S.Next: must have either Next or End"),
                        new Refused(
                                "'Type':'Pass','Next':'S','End':true", "States.S.Next: must have either Next or End"),
                        new Refused("'Type':'Task','End':true", "States.S.Resource is missing"),
                        new Refused(
                                "'Type':'Fail','Error':'a','ErrorPath':'$.a'",
                                "States.S has both Error and ErrorPath, must have one"),
                        new Refused(
                                "'Type':'Task','Resource':'@f','TimeoutSeconds':0,'End':true",
                                "States.S.TimeoutSeconds is 0, must be at least 1"),
                        new Refused(
                                "'Type':'Map','ItemProcessor':{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'S'}}},"
                                        + "'End':true",
                                "States.S.ItemProcessor.States.A.Next is S, which is no state of"
                                        + " States.S.ItemProcessor.States"))
                .forEach(DefinitionTest::check);
        assertEquals("StartAt is missing", refusal("{'States':{}}"));
        assertEquals("StartAt is X, which is no state", refusal("{'StartAt':'X','States':{'S':{'Type':'Succeed'}}}"));
        assertEquals(
                "QueryLanguage is JSONata, must be JSONPath",
                refusal("{'QueryLanguage':'JSONata','StartAt':'S','States':{'S':{'Type':'Succeed'}}}"));
    }

    private static void check(Refused each) {
        assertEquals(each.message(), refusal("{'StartAt':'S','States':{'S':{%s}}}".formatted(each.state())));
    }

    private static String refusal(String json) {
        return String.valueOf(assertThrows(DefinitionError.class, () -> Machine.definition(json))
                .getMessage());
    }
}
