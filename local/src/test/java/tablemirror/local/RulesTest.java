package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application's own rules: parameters that contradict each other are refused, and what is wrong is said. */
class RulesTest {
    private static final Template TEMPLATE = Template.read(BuildOutput.find().template());

    private record Case(Map<String, String> given, String refusal) {}

    @Test
    void contradictionsAreRefused() {
        List.of(
                        new Case(
                                Map.of("SortKey", "cityId"),
                                "PartitionKey and SortKey name the same attribute; leave SortKey empty when the table"
                                        + " has none."),
                        new Case(
                                Map.of("VpcSubnetIds", "subnet-1a,subnet-2b"),
                                "VpcSubnetIds is given and VpcSecurityGroupIds is not; functions in a VPC need both."),
                        new Case(
                                Map.of("VpcSecurityGroupIds", "sg-1a"),
                                "VpcSecurityGroupIds is given and VpcSubnetIds is not; functions in a VPC need both."),
                        new Case(
                                Map.of("FieldsInclude", "name", "FieldsExclude", "name"),
                                "FieldsInclude and FieldsExclude name the same attributes; no field would be left."))
                .forEach(each -> assertEquals(
                        each.refusal(),
                        assertThrows(UsageError.class, () -> deploy(each.given()))
                                .getMessage()));
    }

    @Test
    void whatGoesTogetherIsTaken() {
        List.of(
                        Map.of("SortKey", "name"),
                        Map.of("VpcSubnetIds", "subnet-1a,subnet-2b", "VpcSecurityGroupIds", "sg-1a"),
                        Map.of("FieldsInclude", "name,population", "FieldsExclude", "population"))
                .forEach(each -> assertDoesNotThrow(() -> deploy(each), each.toString()));
    }

    private static void deploy(Map<String, String> given) {
        LocalOptions options = LocalOptions.defaults();
        for (Map.Entry<String, String> each : given.entrySet()) {
            options = options.withParameter(each.getKey(), each.getValue());
        }
        String stream = "arn:aws:dynamodb:ddblocal:000000000000:table/Cities/stream/2026-01-01T00";
        TEMPLATE.deploy(options.templateParameters(stream, "http://127.0.0.1:9200"), "http://q/");
    }
}
