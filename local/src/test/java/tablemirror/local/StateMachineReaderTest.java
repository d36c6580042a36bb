package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateMachineReaderTest {
    private static final String TEMPLATE = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: f.zip, Handler: F, Environment: {Variables: {MACHINE: !Ref M}}}
              M:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: !Sub ${AWS::StackName}-m
                  DefinitionUri: m.json
                  DefinitionSubstitutions: {Arn: !GetAtt F.Arn}
                  Logging: {Level: ALL, Destinations: [!GetAtt NotThere.Arn]}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void definitionHasItsPlaceholdersFilledIn() throws IOException {
        Deployment deployment = deploy(
                TEMPLATE,
                "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Task\",\"Resource\":\"${Arn}\",\"End\":true}}}");

        StateMachineSpec machine = deployment.stateMachines().getFirst();
        String arn = "arn:aws:states:us-east-1:000000000000:stateMachine:tablemirror-m";
        assertEquals(arn, machine.arn());
        assertEquals(arn, deployment.functions().getFirst().environment().get("MACHINE"));
        assertEquals(
                "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Task\",\"Resource\":"
                        + "\"arn:aws:lambda:us-east-1:000000000000:function:F\",\"End\":true}}}",
                machine.text());
    }

    @Test
    void whatCannotBeRunIsRefusedWithItsFile() {
        assertEquals(
                "m.json: States.S.Type is Parallel, must be Pass, Task, Choice, Wait, Map, Succeed or Fail",
                refusal(TEMPLATE, "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Parallel\"}}}"));
        assertEquals(
                "m.json: ${Other} has no value in Resources.M.DefinitionSubstitutions",
                refusal(TEMPLATE, "\"${Other}\""));
        assertEquals(
                "Resources.M.Events is not honoured by the local run, which knows"
                        + " [DefinitionSubstitutions, DefinitionUri, Name, Type]",
                refusal(TEMPLATE.replace("Logging:", "Events:"), "{}"));
        assertEquals(
                "Resources.M.Type must be STANDARD in the local run",
                refusal(TEMPLATE.replace("Logging:", "Type: EXPRESS #"), "{}"));
    }

    private String refusal(String template, String definition) {
        return String.valueOf(assertThrows(UsageError.class, () -> deploy(template, definition))
                .getMessage());
    }

    private Deployment deploy(String template, String definition) throws IOException {
        Files.writeString(directory.resolve("m.json"), definition);
        Files.writeString(directory.resolve("template.yaml"), template);
        return Template.read(directory.resolve("template.yaml")).deploy(Map.of(), "");
    }
}
