package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateFileTest {
    @Test
    void shortIntrinsicsBecomeLongOnes() {
        Map<String, Object> tree = TemplateFile.parse("""
                a: !Ref X
                b: !Sub "${X}-y"
                c: !GetAtt Queue.Arn
                d: !If [IsOn, !Ref X, !Ref Y]
                e: !Condition IsOn
                """, "t");

        assertEquals(Map.of("Ref", "X"), tree.get("a"));
        assertEquals(Map.of("Fn::Sub", "${X}-y"), tree.get("b"));
        assertEquals(Map.of("Fn::GetAtt", List.of("Queue", "Arn")), tree.get("c"));
        assertEquals(Map.of("Fn::If", List.of("IsOn", Map.of("Ref", "X"), Map.of("Ref", "Y"))), tree.get("d"));
        assertEquals(Map.of("Condition", "IsOn"), tree.get("e"));
    }

    @Test
    void unknownIntrinsicIsNamedWithItsLine() {
        var error =
                assertThrows(UsageError.class, () -> TemplateFile.parse("a: 1\nb: !Cidr [x, 6, 8]\n", "template.yaml"));

        assertEquals(
                "template.yaml line 2: !Cidr is not known to the local run, which knows !And, !Condition, !Contains,"
                        + " !Equals, !GetAtt, !If, !Join, !Not, !Or, !Ref, !Sub",
                error.getMessage());
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        var error = assertThrows(UsageError.class, () -> TemplateFile.parse("a: 1\nb: [1\n", "template.yaml"));

        assertTrue(error.toString().contains("template.yaml line 3: "), error.toString());
    }
}
