package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntrinsicsTest {
    private static final String CONDITIONS = """
            IsBlue: !Equals [!Ref Colour, blue]
            IsRed: !Equals [!Ref Colour, red]
            Neither: !Not [!Or [!Condition IsBlue, !Condition IsRed]]
            Both: !And [!Condition IsBlue, !Condition IsRed]
            """;

    private final Intrinsics intrinsics = new Intrinsics(
            TemplateFile.parse(CONDITIONS, "conditions"),
            (name, attribute) -> Map.of(
                            "Colour.", "blue", "Queue.", "http://q", "Queue.Arn", "arn:q", "List.", "a,b", "Empty.", "")
                    .get(name + "." + attribute));

    private record Case(String yaml, Object expected) {}

    @Test
    void eachIsWorkedOut() {
        List.of(
                        new Case("x: !Ref Colour", "blue"),
                        new Case("x: !GetAtt Queue.Arn", "arn:q"),
                        new Case("x: !Sub '${Colour}/${Queue.Arn}/${!Colour}'", "blue/arn:q/${Colour}"),
                        new Case("x: !Sub ['${Own}-${Colour}', {Own: !Ref Queue}]", "http://q-blue"),
                        new Case("x: !Join ['-', [a, !Ref Colour, 3]]", "a-blue-3"),
                        new Case("x: !Join ['-', !Ref List]", "a-b"),
                        new Case("x: !Contains [!Ref List, b]", true),
                        new Case("x: !Contains [!Ref Empty, '']", true),
                        new Case("x: !Contains [[red, green], !Ref Colour]", false),
                        new Case("x: !If [IsBlue, yes it is, no]", "yes it is"),
                        new Case("x: !If [IsRed, 1, [!Ref Colour]]", List.of("blue")),
                        new Case("x: !If [Neither, 1, 2]", 2),
                        new Case("x: !If [Both, 1, 2]", 2),
                        new Case("x: {y: [{z: !Ref Colour}]}", Map.of("y", List.of(Map.of("z", "blue")))),
                        new Case("x: {y: !Ref AWS::NoValue, z: 1}", Map.of("z", 1)),
                        new Case("x: [!Ref AWS::NoValue, 1]", List.of(1)),
                        new Case("x: 5", 5))
                .forEach(each -> assertEquals(each.expected(), resolve(each.yaml()), each.yaml()));
    }

    private record Refused(String yaml, String message) {}

    @Test
    void whatIsNotKnownIsNamedWithItsPlace() {
        List.of(
                        new Refused("x: !Ref Nope", "x: Nope is no parameter or resource that the local run knows"),
                        new Refused(
                                "x: [1, {y: !GetAtt Queue.Depth}]",
                                "x[1].y: Queue.Depth is no parameter or resource that the local run knows"),
                        new Refused(
                                "x: !Sub 'a${Nope}'", "x: Nope is no parameter or resource that the local run knows"),
                        new Refused(
                                "x: {'Fn::Cidr': [a, 6]}",
                                "x: the intrinsic function Fn::Cidr is not known to the local run"),
                        new Refused("x: !If [Nope, 1, 2]", "x: there is no condition Nope"))
                .forEach(each -> assertEquals(
                        each.message(),
                        assertThrows(UsageError.class, () -> resolve(each.yaml()))
                                .getMessage()));
    }

    private Object resolve(String yaml) {
        return intrinsics.resolve(Tree.required(TemplateFile.parse(yaml, "t"), "x", "t"), "x");
    }
}
