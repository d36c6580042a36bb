package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ArgumentsTest {
    @Test
    void nothingIsTheSampleOnTheUsualPorts() {
        Arguments arguments = Arguments.parse();

        assertEquals(LocalOptions.defaults(), arguments.options());
        assertEquals(
                new Ports(8000, 9324, 9200, 9000, 3001, 8083, 8084),
                arguments.options().ports());
        assertTrue(arguments.sample());
        assertFalse(arguments.exit());
    }

    @Test
    void everyOptionIsTaken() {
        Arguments arguments = Arguments.parse(
                "--no-sample",
                "--exit",
                "--table",
                "T",
                "--partition-key",
                "p:N",
                "--sort-key",
                "s:B",
                "--parameter",
                "LogLevel=DEBUG",
                "--parameter",
                "IndexAlias=a=b",
                "--data",
                "d",
                "--port-dynamodb",
                "1",
                "--port-sqs",
                "2",
                "--port-opensearch",
                "0",
                "--port-s3",
                "3",
                "--port-lambda",
                "65535",
                "--port-states",
                "4",
                "--port-ssm",
                "5");

        assertFalse(arguments.sample());
        assertTrue(arguments.exit());
        assertEquals(
                new LocalOptions(
                        "T",
                        new KeyAttribute("p", ScalarAttributeType.N),
                        Optional.of(new KeyAttribute("s", ScalarAttributeType.B)),
                        Map.of("LogLevel", "DEBUG", "IndexAlias", "a=b"),
                        Optional.of(Path.of("d")),
                        new Ports(1, 2, 0, 3, 65_535, 4, 5),
                        Map.of()),
                arguments.options());
    }

    private record Wrong(List<String> line, String message) {}

    @Test
    void whatIsWrongIsOneLineWithTheRemedy() {
        List.of(
                        new Wrong(List.of("--foo"), "unknown option --foo: see ./run-local --help"),
                        new Wrong(List.of("--table"), "--table needs a value: see ./run-local --help"),
                        new Wrong(
                                List.of("--partition-key", "p"),
                                "--partition-key is 'p', must be NAME:TYPE with TYPE S, N or B"),
                        new Wrong(
                                List.of("--sort-key", "p:X"),
                                "--sort-key is 'p:X', must be NAME:TYPE with TYPE S, N or B"),
                        new Wrong(List.of("--parameter", "x"), "--parameter is 'x', must be Key=Value"),
                        new Wrong(
                                List.of("--parameter", "TableName=x"),
                                "parameter TableName is not set with --parameter: use --table"),
                        new Wrong(List.of("--port-sqs", "65536"), "--port-sqs is '65536', must be 0..65535"),
                        new Wrong(List.of("--port-sqs", "x"), "--port-sqs is 'x', must be 0..65535"),
                        new Wrong(
                                List.of("--partition-key", "id:S"),
                                "the sample has the partition key cityId:S and no sort key: add --no-sample"))
                .forEach(each -> assertEquals(
                        each.message(),
                        assertThrows(
                                        UsageError.class,
                                        () -> Arguments.parse(each.line().toArray(new String[0])))
                                .getMessage()));
    }
}
