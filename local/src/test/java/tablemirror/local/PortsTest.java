package tablemirror.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void takenPortIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertEquals(
                    "port %d (opensearch) is taken: stop what listens there or choose another with --port-opensearch"
                            .formatted(port),
                    assertThrows(
                                    UsageError.class,
                                    () -> Ports.ANY.withOpensearch(port).resolved())
                            .getMessage());
        }
    }

    @Test
    void zerosBecomeFreePortsNoTwoAlike() {
        for (int i = 0; i < 200; i++) {
            Ports ports = Ports.ANY.resolved();

            Set<Integer> all = new HashSet<>(List.of(
                    ports.dynamodb(),
                    ports.sqs(),
                    ports.opensearch(),
                    ports.s3(),
                    ports.lambda(),
                    ports.states(),
                    ports.ssm()));
            assertEquals(7, all.size(), ports.toString());
            assertTrue(all.stream().allMatch(port -> port > 0), ports.toString());
        }
    }
}
