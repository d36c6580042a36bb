package tablemirror.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tablemirror.change.Item;
import tablemirror.change.Key;
import tablemirror.change.KeySchema;
import tablemirror.change.Value;
import tablemirror.function.Deadline;
import tablemirror.function.Ticker;

/** The SDK's client on the wire, against a stub that answers as DynamoDB does. */
@Timeout(60)
class DynamoDbTableTest {
    private static final KeySchema SCHEMA = new KeySchema("pk", "sk");
    private static final Key KEY = SCHEMA.key(Map.of("pk", new Value.S("a"), "sk", new Value.N("1")));

    private ServerSocket server;
    private DynamoDbClient client;
    private volatile String request = "";
    private volatile int status = 200;
    private volatile String answer = "{}";
    private volatile String date = "Thu, 01 Jan 2026 00:00:07 GMT";

    @BeforeEach
    void start() throws IOException {
        // Not the JDK's HttpServer: that one sets a Date of its own.
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        client = client(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                request = readBody(socket.getInputStream());
                byte[] body = answer.getBytes(UTF_8);
                String head =
                        "HTTP/1.1 %d Answer\r\nConnection: close\r\nContent-Type: application/x-amz-json-1.0\r\nDate: %s\r\nContent-Length: %d\r\n\r\n"
                                .formatted(status, date, body.length);
                socket.getOutputStream().write(head.getBytes(UTF_8));
                socket.getOutputStream().write(body);
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }

    private static String readBody(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) next);
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        return length.find() ? new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8) : "";
    }

    @Test
    void asksStronglyConsistentForExactlyTheseKeys() {
        Key binary = SCHEMA.key(Map.of("pk", new Value.B(new byte[] {1, 2}), "sk", new Value.N("1E+3")));

        table().get(List.of(KEY, binary), soon());

        assertEquals(
                "{\"RequestItems\":{\"Products\":{\"Keys\":[{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}},"
                        + "{\"pk\":{\"B\":\"AQI=\"},\"sk\":{\"N\":\"1E+3\"}}],\"ConsistentRead\":true}}}",
                request);
    }

    @Test
    void everyTypeIsReadExactly() {
        answer = """
                {"Responses":{"Products":[{"pk":{"S":"a"},"sk":{"N":"1"},
                  "number":{"N":"12345678901234567890123456789012345678"},
                  "emptyText":{"S":""}, "binary":{"B":"AQI="}, "emptyBinary":{"B":""},
                  "true":{"BOOL":true}, "false":{"BOOL":false}, "null":{"NULL":true},
                  "emptyList":{"L":[]}, "list":{"L":[{"N":"1"},{"L":[]},{"M":{}}]},
                  "emptyMap":{"M":{}}, "map":{"M":{"":{"NULL":true}}},
                  "texts":{"SS":["b","a"]}, "numbers":{"NS":["1","1.5"]}, "binaries":{"BS":["AQI="]}}]},
                 "UnprocessedKeys":{"Products":{"Keys":[{"pk":{"S":"b"},"sk":{"N":"2"}}],"ConsistentRead":true}}}
                """;

        BatchGet.Answer got = table().get(List.of(KEY), soon());

        Value.B bytes = new Value.B(new byte[] {1, 2});
        Map<String, Value> expected = Map.ofEntries(
                Map.entry("pk", new Value.S("a")),
                Map.entry("sk", new Value.N("1")),
                Map.entry("number", new Value.N("12345678901234567890123456789012345678")),
                Map.entry("emptyText", new Value.S("")),
                Map.entry("binary", bytes),
                Map.entry("emptyBinary", new Value.B(new byte[0])),
                Map.entry("true", new Value.Bool(true)),
                Map.entry("false", new Value.Bool(false)),
                Map.entry("null", new Value.Null()),
                Map.entry("emptyList", new Value.L(List.of())),
                Map.entry(
                        "list", new Value.L(List.of(new Value.N("1"), new Value.L(List.of()), new Value.M(Map.of())))),
                Map.entry("emptyMap", new Value.M(Map.of())),
                Map.entry("map", new Value.M(Map.of("", new Value.Null()))),
                Map.entry("texts", new Value.Ss(List.of(new Value.S("b"), new Value.S("a")))),
                Map.entry("numbers", new Value.Ns(List.of(new Value.N("1"), new Value.N("1.5")))),
                Map.entry("binaries", new Value.Bs(List.of(bytes))));
        assertEquals(List.of(new Item(expected)), got.items());
        assertEquals(List.of(Map.of("pk", new Value.S("b"), "sk", new Value.N("2"))), got.unprocessed());
        assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:07Z")), got.date());
    }

    @Test
    void dateThatCannotBeReadIsNoDate() {
        date = "yesterday";

        assertEquals(Optional.empty(), table().get(List.of(KEY), soon()).date());
    }

    @Test
    void typeThatIsNotKnownIsNotGuessedAt() {
        answer = "{\"Responses\":{\"Products\":[{\"pk\":{\"XX\":\"a\"}}]}}";

        assertThrows(TableUnavailable.class, () -> table().get(List.of(KEY), soon()));
    }

    @Test
    void errorsSayWhichTableAndWhy() {
        status = 400;
        answer =
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\",\"message\":\"Requested resource not found\"}";

        TableUnavailable e = assertThrows(TableUnavailable.class, () -> table().get(List.of(KEY), soon()));

        assertTrue(e.toString().contains("table Products cannot be read: Requested resource not found"), e::toString);
    }

    @Test
    void aQuestionThatIsRefusedForAKeySaysSo() {
        status = 400;
        answer = """
                {"__type":"com.amazon.coral.validate#ValidationException",
                 "message":"The provided key element does not match the schema"}
                """;
        KeysRefused refused = assertThrows(KeysRefused.class, () -> table().get(List.of(KEY), soon()));
        assertTrue(refused.toString().contains("does not match the schema"), refused::toString);
    }

    @Test
    void callWithoutAnAnswerEndsAtTheDeadline() throws IOException {
        try (ServerSocket hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DynamoDbClient waiting = client(hung.getLocalPort())) {
            DynamoDbTable table = new DynamoDbTable(waiting, "Products");

            assertThrows(
                    TableUnavailable.class,
                    () -> table.get(List.of(KEY), Deadline.in(Duration.ofMillis(300), Ticker.SYSTEM)));
        }
    }

    private DynamoDbTable table() {
        return new DynamoDbTable(client, "Products");
    }

    private static DynamoDbClient client(int port) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Ticker.SYSTEM);
    }
}
